"""The point on the map (标点), from the telephone or written down."""

from django import forms

from registry.models.facts import SitePoint


def degrees(label, example):
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=9,
        decimal_places=6,
        widget=forms.NumberInput(attrs={"step": "any", "placeholder": example}),
    )


class PointForm(forms.Form):
    """Both coordinates or neither."""

    latitude = degrees("纬度", "如 39.384000")
    longitude = degrees("经度", "如 117.043000")

    def clean(self):
        said = super().clean()
        if (said.get("latitude") is None) != (said.get("longitude") is None):
            missing = "latitude" if said.get("latitude") is None else "longitude"
            if missing not in self.errors:
                self.add_error(missing, "纬度和经度请一起填写，或者都不填。")
        return said

    def point(self):
        said = self.cleaned_data
        if said.get("latitude") is None or said.get("longitude") is None:
            return None
        return SitePoint(said["latitude"], said["longitude"])


class OwnPointForm(PointForm):
    """The same where nothing else is asked: then both are needed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
