// Shows the help in place of a first question that nobody listens to: where the boot script cannot be read, ends early, or does not come.
// Runs in browsers that know no modules, so it is written in the oldest words there are; the crate `engines` holds it to them.
// Never asks for anything, and never reads an answer.
// Next: boot.js, which leaves the mark at its end; crates/lykta-pack/src/page.rs for the screen.
(function () {
  var byId = function (id) {
    return document.getElementById(id);
  };
  // By then every script of the page has run, failed, or been passed over.
  window.onload = function () {
    var first = byId('lykta-first');
    var help = byId('lykta-help');
    if (document.documentElement.getAttribute('data-boot') || !first || !help) return;
    // What says otherwise here than when someone asked for the help goes, and what says it comes.
    var parts = help.querySelectorAll('[data-old]');
    for (var at = 0; at < parts.length; at += 1) {
      if (parts[at].getAttribute('data-old')) parts[at].removeAttribute('hidden');
      else parts[at].setAttribute('hidden', '');
    }
    help.querySelector('[data-again]').onclick = function () {
      location.reload();
    };
    first.setAttribute('hidden', '');
    help.removeAttribute('hidden');
    var title = help.querySelector('h1');
    title.setAttribute('aria-describedby', 'lykta-old');
    // In a frame the page around shows help of its own, and keeps the focus.
    if (window.parent === window) title.focus();
  };
})();
