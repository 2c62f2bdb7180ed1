// Where the device is and how far things are: computed here, sent nowhere.
const EARTH = 6371000;
const radians = (degrees) => (Number(degrees) * Math.PI) / 180;

export function whereAmI() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, {
      enableHighAccuracy: true,
      timeout: 15000,
      maximumAge: 300000,
    });
  });
}

export function distanceBetween(one, other) {
  const north = radians(other.latitude) - radians(one.latitude);
  const east = radians(other.longitude) - radians(one.longitude);
  const half =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}

export function inWords(metres, note) {
  const far = metres < 950 ? `${Math.max(100, Math.round(metres / 100) * 100)} 米` : `${(metres / 1000).toFixed(1)} 公里`;
  return `直线约 ${far}${note ? `（${note}）` : ""}`;
}
