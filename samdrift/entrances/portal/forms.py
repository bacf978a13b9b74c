"""allauth's forms as the pages of this house write forms: a label says once what a field is."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)


class _LabelsOnly:
    """Without examples inside the fields, which only repeat the labels."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(_LabelsOnly, LoginForm):  # type: ignore[misc]  # allauth has no types
    """Without the link to a new password under its field: the page has that as a button, once."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["password"].help_text = ""


class ChangePassword(_LabelsOnly, ChangePasswordForm):  # type: ignore[misc]  # as above
    pass


class ForgottenPassword(_LabelsOnly, ResetPasswordForm):  # type: ignore[misc]  # as above
    pass


class NewPassword(_LabelsOnly, ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    pass
