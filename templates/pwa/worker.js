// Keeps the empty shell of the phone and nothing else: no page of a person, no answer, no file.
"use strict";
var TOLD = JSON.parse("{{ told|escapejs }}");
var KEPT = "shell-" + TOLD.version, PATIENCE = 3000;

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(function (cache) {
    return Promise.all(TOLD.addresses.map(function (address) {
      // Without her session: what is kept is what a stranger would be sent.
      return fetch(new Request(address, {credentials: "omit", cache: "reload"})).then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error(address); }
        return cache.put(address, answer);
      });
    }));
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name !== KEPT; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

function kept(address) {
  return caches.open(KEPT).then(function (cache) { return cache.match(address); });
}
function page(request, path) {
  var found = TOLD.instead.filter(function (pair) { return path.indexOf(pair[0]) === 0; })[0];
  var shell = kept(found ? found[1] : TOLD.home);
  return new Promise(function (done) {
    var late = setTimeout(function () { shell.then(function (found) { if (found) { done(found); } }); }, PATIENCE);
    fetch(request).then(function (answer) {
      clearTimeout(late);
      done(answer);
    }, function () {
      clearTimeout(late);
      shell.then(function (found) { done(found || Response.error()); });
    });
  });
}

// The same line whatever comes, and one at a time: what is shown is written here, never by whoever sends.
self.addEventListener("push", function (event) {
  event.waitUntil(self.registration.showNotification(TOLD.title, {body: TOLD.words, tag: "message", renotify: true, lang: "zh-CN"}));
});
self.addEventListener("notificationclick", function (event) {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(TOLD.inbox));
});

self.addEventListener("fetch", function (event) {
  var request = event.request, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (request.mode === "navigate") {
    if (address.pathname.indexOf("/m/") === 0 && address.pathname.indexOf("/m/shell/") !== 0) { event.respondWith(page(request, address.pathname)); }
    return;
  }
  if (TOLD.addresses.indexOf(address.pathname) >= 0) {
    event.respondWith(kept(address.pathname).then(function (found) { return found || fetch(request); }));
  }
});
