// Starts the outbox of a page: the worker that keeps the empty shell, and the first attempt to send.
(function () {
  "use strict";
  var house = window.sisters, worker = document.body.dataset.worker;
  if (!house.seal.can()) {
    document.querySelectorAll("[data-insecure]").forEach(function (place) { place.hidden = false; });
    return;
  }
  // After the page is there: on a slow line the shell must not compete with it.
  function keepShell() {
    if (!navigator.serviceWorker) { return; }
    if (worker) {
      navigator.serviceWorker.register(worker, {scope: "/m/"}).catch(function () { return null; });
    } else {
      navigator.serviceWorker.getRegistration("/m/").then(function (old) { return old && old.unregister(); });
    }
  }
  if (document.readyState === "complete") { keepShell(); } else { window.addEventListener("load", keepShell); }
  house.draw();
  house.send.go();
})();
