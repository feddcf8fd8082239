/* What a page does beyond its HTML. Everything works without this file. */
"use strict";

/* A person who submitted a form with mistakes starts at the list of them. */
document.getElementById("foutoverzicht")?.focus();

/* A second click on a button that is already at work does nothing. After five seconds (a download leaves the page where it is)
   and after coming back with "Vorige" it may be used again. */
const release = (form) => {
  delete form.dataset.submitted;
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.submitted) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.submitted = "true";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, 5000, form);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-submitted]").forEach(release);
});

/* Enter in a search box searches; it does not submit the form around it. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-search]")) event.preventDefault();
});

/* Between pressing and releasing, nothing moves: a message that appears above a button would push it away from under the click. */
let heldSwaps = null;

document.addEventListener("pointerdown", () => {
  heldSwaps = [];
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    setTimeout(() => {
      const contexts = heldSwaps ?? [];
      heldSwaps = null;
      for (const context of contexts) htmx.swap(context);
    });
  });
}

/* A field that is already on the page, or already gone, is left alone: the answer may be older than what was typed since.
   Fields that are kept while they are not asked only come and go, and never while somebody types in them. */
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  if (heldSwaps) {
    event.preventDefault();
    heldSwaps.push(ctx);
    return;
  }
  for (let i = tasks.length - 1; i >= 0; i--) {
    const { target, fragment } = tasks[i];
    const replacement = fragment?.firstElementChild;
    if (!target?.id?.startsWith("veld-") || replacement?.id !== target.id) continue;
    const keptThere = target.matches("[data-kept]") && target.childElementCount > 0;
    if (keptThere && !target.contains(document.activeElement)) target.hidden = replacement.hidden;
    if (keptThere || replacement.hidden === target.hidden) tasks.splice(i, 1);
  }
});

/* A message that came or went marks its field; a search tells how much it found. */
document.addEventListener("htmx:after:settle", (event) => {
  const region = event.target;
  if (region.id.startsWith("melding-")) {
    const field = region.closest(".field");
    const invalid = region.childElementCount > 0;
    field.classList.toggle("utrecht-form-field--invalid", invalid);
    const control = field.querySelector(`[aria-describedby~="${CSS.escape(region.id)}"]`);
    if (invalid) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  if (region.id.startsWith("keuzes-")) {
    document.getElementById(region.id.replace("keuzes-", "treffers-")).textContent = region.querySelector(".supplier__count").textContent;
  }
});

/* Saving while typing: say it when it fails, try again at the next key, and send the last keys when the page is left.
   A form that is only held against the code (data-kept-nowhere) is sent in the same way and kept nowhere. */
const typedForm = document.querySelector("form[data-save-url], form[data-kept-nowhere]");

if (typedForm) {
  const state = document.getElementById("bewaarstand");
  const isKept = "saveUrl" in typedForm.dataset;
  const doing = isKept ? "bewaren" : "toetsen";
  let edits = 0;
  let savedEdits = 0;

  const isSave = (ctx) => ctx.request.method === "POST" && ctx.sourceElement.closest("form") === typedForm;

  const tellFailure = (status) => {
    if (!state) return;
    state.classList.add("save-state--failed");
    state.textContent =
      status === 401
        ? `Je bent niet meer ingelogd, dus we kunnen niet ${doing}. Wat je typte staat er nog. Log in een ander tabblad opnieuw in en ga daarna hier verder.`
        : `Het lukt nu niet om te ${doing}. Wat je typte staat er nog. Blijf op deze pagina; we proberen het opnieuw zodra je verder typt.`;
  };

  for (const name of ["input", "change"]) {
    typedForm.addEventListener(name, () => {
      edits += 1;
    });
  }

  document.addEventListener("htmx:config:request", (event) => {
    if (isSave(event.detail.ctx)) event.detail.ctx.editsSent = edits;
  });

  /* What is being submitted is not saved as a concept any more. */
  document.addEventListener("htmx:before:request", (event) => {
    if (isSave(event.detail.ctx) && typedForm.dataset.submitted) event.preventDefault();
  });

  document.addEventListener("htmx:after:request", (event) => {
    const ctx = event.detail.ctx;
    if (!isSave(ctx)) return;
    const failed = ctx.response.status >= 400 || ctx.response.raw.redirected;
    if (failed) {
      tellFailure(ctx.response.raw.redirected ? 401 : ctx.response.status);
      return;
    }
    savedEdits = Math.max(savedEdits, ctx.editsSent);
    if (state?.classList.contains("save-state--failed")) {
      state.classList.remove("save-state--failed");
      state.textContent = "";
    }
  });

  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx && isSave(event.detail.ctx)) tellFailure(0);
  });

  typedForm.addEventListener("submit", () => {
    savedEdits = Infinity;
  });

  window.addEventListener("pageshow", () => {
    savedEdits = Math.min(savedEdits, edits);
  });

  window.addEventListener("pagehide", () => {
    if (isKept && savedEdits < edits) navigator.sendBeacon(typedForm.dataset.saveUrl, new URLSearchParams(new FormData(typedForm)));
  });
}
