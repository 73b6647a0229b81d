"""Addresses of the books, under ``/ledger/``."""

from django.urls import path

from mulin.ground.ledger.pages import bank, books, months, reading, vouchers

app_name = "ledger"
BOOKS, VOUCHER = "<uuid:books_id>/", "vouchers/<uuid:voucher_id>/"
LINE, MONTH = "bank/<uuid:bank_line_id>/", "months/<uuid:month_id>/"
urlpatterns = [
    path("", books.listed, name="list"),
    path("new/", books.new, name="new"),
    path(BOOKS, books.books, name="books"),
    path(f"{BOOKS}end/", books.end, name="end"),
    path(f"{BOOKS}titles/", books.titles, name="titles"),
    path(f"{BOOKS}titles/<slug:title_code>/end/", books.title_end, name="title_end"),
    path(f"{BOOKS}titles/<slug:title_code>/", reading.account, name="account"),
    path(f"{BOOKS}titles/<slug:title_code>/homes/", reading.homes, name="homes"),
    path(f"{BOOKS}vouchers/", vouchers.listed, name="vouchers"),
    path(f"{BOOKS}vouchers/new/", vouchers.new, name="voucher_new"),
    path(VOUCHER, vouchers.voucher, name="voucher"),
    path(f"{VOUCHER}edit/", vouchers.edit, name="voucher_edit"),
    path(f"{VOUCHER}send/", vouchers.send, name="voucher_send"),
    path(f"{VOUCHER}enter/", vouchers.enter, name="voucher_enter"),
    path(f"{VOUCHER}return/", vouchers.give_back, name="voucher_return"),
    path(f"{VOUCHER}drop/", vouchers.drop, name="voucher_drop"),
    path(f"{VOUCHER}reverse/", vouchers.reverse_it, name="voucher_reverse"),
    path(f"{BOOKS}months/", months.months, name="months"),
    path(f"{BOOKS}months/close/", months.close, name="close"),
    path(f"{MONTH}ask/", months.ask, name="month_ask"),
    path(f"{MONTH}reopen/", months.reopen, name="month_reopen"),
    path(f"{BOOKS}years/<int:book_year>/carry/", months.carry, name="carry"),
    path(f"{BOOKS}budget/<int:book_year>/", months.budget, name="budget"),
    path(f"{BOOKS}bank/", bank.home, name="bank"),
    path(f"{BOOKS}bank/<slug:title_code>/", bank.lines, name="bank_lines"),
    path(LINE, bank.line, name="bank_line"),
    path(f"{LINE}undo/", bank.undo, name="bank_undo"),
]
