from accounts.models.delivery import Delivery
from accounts.models.message import Message
from accounts.models.stored_file import StoredFile
from accounts.models.user import User

__all__ = ["Delivery", "Message", "StoredFile", "User"]
