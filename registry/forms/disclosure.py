"""What is about to become public (将要公开的内容): flagged, and confirmed by a person."""

from django import forms

from registry.validators import personal_traits, traits_in_words


class CareForm(forms.Form):
    """A text that becomes public: what looks like personal data is shown first."""

    public_fields = ()
    is_checked = forms.BooleanField(
        label="我看过标出的内容，不是不该公开的个人信息", required=False
    )

    def __init__(self, *args, names=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def public_texts(self):
        """The texts as they stand, before and after they were sent."""
        return [self[name].value() or "" for name in self.public_fields]

    @property
    def traits(self):
        """What looks like personal data in them."""
        return personal_traits("\n".join(self.public_texts()), self.names)

    def clean(self):
        """Refused until it was rewritten or checked."""
        said = super().clean()
        if self.traits and not said.get("is_checked"):
            self.add_error(None, traits_in_words(self.traits))
        return said
