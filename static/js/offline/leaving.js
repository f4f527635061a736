// 退出 with something unsent asks first: signing out wipes what this phone keeps.
(function () {
  "use strict";
  var store = window.sisters && window.sisters.store, asks = document.getElementById("unsent");
  if (!store || !asks || !window.indexedDB) { return; }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-leaves]")) { return; }
    if (form.dataset.sure) { delete form.dataset.sure; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    store.unsent().then(function (waiting) {
      if (!waiting.length) {
        form.dataset.sure = "1";
        form.requestSubmit ? form.requestSubmit() : form.submit();
        return;
      }
      asks.querySelector("[data-count]").textContent = String(waiting.length);
      asks.hidden = false;
      asks.querySelector("a, button").focus();
      asks.querySelector("[data-stay]").addEventListener("click", function () { asks.hidden = true; });
      asks.querySelector("[data-leave-now]").addEventListener("click", function () { form.submit(); });
    });
  }, true);
})();
