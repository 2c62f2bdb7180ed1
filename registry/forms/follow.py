"""Following (关注): an address is all that is asked."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class FollowForm(forms.Form):
    email = forms.EmailField(
        label="您的邮箱",
        max_length=254,
        help_text="只用来发这一项通知，不公开，不作他用；退订以后就删除。",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("email", Submit("follow", "发确认邮件给我"))
