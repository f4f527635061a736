// A sent form keeps its button's width and says that it is busy; the error summary takes the focus.
(function () {
  "use strict";
  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter || form.querySelector("button.p");
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (button && button.classList.contains("p")) { button.setAttribute("aria-busy", "true"); }
    window.setTimeout(function () { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();
