"""The sign-in form, without the help that our page gives in words of its own."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """E-mail address and password; the page's own link leads those who lost theirs on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # else the field would point to a description that is not printed
