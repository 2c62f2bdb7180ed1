"""What people may change about themselves (个人信息)."""

from django import forms

from accounts.models import User


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "mobile"]
        help_texts = {"mobile": "11 位，用于接收短信和联系您。"}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "mobile": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
