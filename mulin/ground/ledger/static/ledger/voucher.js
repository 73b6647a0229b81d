// The two sums under a voucher's lines while it is typed, and what is missing on which side.
// The server judges; this only shows it before the form is sent.
const sums = document.querySelector("[data-m-sums]");
const inputs = (side) => [...document.querySelectorAll(`input[name$="-${side}"]`)];
const yuan = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function fen(text) {
  const plain = text.normalize("NFKC").replace(/[,¥元\s]/g, "");
  return /^-?\d+(\.\d{0,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : 0;
}

function show() {
  const [debit, credit] = ["debit", "credit"].map((side) =>
    inputs(side).reduce((sum, input) => sum + fen(input.value), 0),
  );
  const gap = debit - credit;
  sums.querySelector("[data-m-debit]").textContent = yuan.format(debit / 100);
  sums.querySelector("[data-m-credit]").textContent = yuan.format(credit / 100);
  const { mEven, mGap } = sums.dataset;
  const words = gap ? mGap.replace("{gap}", yuan.format(Math.abs(gap) / 100)) : mEven;
  sums.querySelector("[data-m-told]").textContent = debit || credit ? words : "";
}

document.addEventListener("input", show);
show();
