from allauth.account import views as sign_in
from django.urls import URLPattern, URLResolver, include, path

from mulin.ground.access import pages, pages_own, pages_staff, pages_tokens

own: list[URLPattern | URLResolver] = [
    path("", pages.accounts, name="accounts"),
    path("new/<uuid:person_id>/", pages.new_account, name="new"),
    path("people/", pages.find_person, name="find_person"),
    path("roles/", pages_own.roles, name="roles"),
    path("me/", pages_own.me, name="me"),
    path("me/sign-out-elsewhere/", pages_own.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("me/reads/", pages_own.my_reads, name="my_reads"),
    path("switch/", pages_own.switch, name="switch"),
    path("me/join-code/", pages_staff.join_code, name="join_code"),
    path("me/tokens/", pages_tokens.tokens, name="tokens"),
    path("me/tokens/new/", pages_tokens.new_token, name="new_token"),
    path("tokens/<uuid:token_id>/", pages_tokens.token, name="token"),
    path("tokens/<uuid:token_id>/revoke/", pages_tokens.revoke, name="revoke"),
    path("join/<uuid:person_id>/", pages_staff.join, name="join"),
    path("<uuid:membership_id>/", pages.account, name="account"),
    path("<uuid:membership_id>/reopen/", pages_staff.reopen, name="reopen"),
    path("<uuid:membership_id>/leave/", pages_staff.leave, name="leave"),
    path("<uuid:membership_id>/deputy/", pages_staff.deputy, name="deputy"),
    path(
        "<uuid:membership_id>/deputy/<uuid:deputy_id>/end/",
        pages_staff.end_deputy,
        name="end_deputy",
    ),
    path("<uuid:membership_id>/end/", pages.end, name="end"),
    path("<uuid:membership_id>/reset/", pages.reset, name="reset"),
    path("<uuid:membership_id>/lock/", pages.lock, name="lock"),
    path("<uuid:membership_id>/unlock/", pages.unlock, name="unlock"),
]

# allauth's own names; sign-up, e-mail and password reset stay unreachable on purpose: its pages
# only reverse the first three of them.
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "access"))),
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("password/change/", sign_in.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    *(
        path(f"closed/{name}/", pages.closed, name=name)
        for name in (
            "account_signup",
            "account_email",
            "account_set_password",
            "account_reset_password",
        )
    ),
]
