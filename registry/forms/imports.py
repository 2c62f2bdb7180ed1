"""Sheets handed in: facilities filed before the portal (存量导入), registrations (登记信息)."""

from django import forms

from wuqing_tuoyu.sheet import PACKED_CEILING, TOO_LARGE


class ImportForm(forms.Form):
    """One CSV or XLSX file; what stands in it is judged by the service."""

    file = forms.FileField(
        label="表格文件",
        help_text="XLSX 或 CSV，不超过 20 MB；标题行照样表填写。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "请选择要导入的表格文件。",
            "empty": "这个文件是空的，请检查后重新选择。",
        },
    )

    def clean_file(self):
        """Refused before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > PACKED_CEILING:
            raise forms.ValidationError(TOO_LARGE)
        return file


class RegistrationFileForm(ImportForm):
    """The same for what a registrar pushes (登记信息)."""
