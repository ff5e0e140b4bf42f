// The boot script of the guide's page: shuts what no policy covers, answers before the engine is there,
// asks for every file in a fixed order, locks the page's own network, starts the engine, and wipes what is left alone.
// What is asked for depends on the pack and the page's language alone, never on an answer.
// Next: "Privacy by construction" in ARCHITECTURE.md, and src/platform/exports.rs for the engine's side.

// 1. No content security policy covers these: they are gone before anything else runs.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'RTCDataChannel', 'RTCSessionDescription', 'WebTransport', 'WebTransportDatagramDuplexStream', 'Notification', 'PushManager', 'ServiceWorkerContainer']) {
  try {
    Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
  } catch {
    // It cannot be redefined here, so it is not there either.
  }
}
// A window opened by a script would have them all again, and no lock. Links open theirs without it.
for (const [owner, name] of [[globalThis, 'open'], [Document.prototype, 'open'], [globalThis, 'documentPictureInPicture']]) {
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
}

// Where the engine cannot run, nothing is asked for: this is a module with a table of references, which it needs.
// What this throws ends the script, and `old.js` shows the help.
new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 4, 4, 1, 111, 0, 0));

// Markup as text is taken for the guide's own drawings only: shapes with numbers and names, nothing that runs or loads.
const drawing = /^(<\/?(svg|g|path|circle|line|rect)( [\w-]+="[\w .,%-]*")*\/?>)*\n?$/;
globalThis.trustedTypes?.createPolicy('default', { createHTML: (text) => (drawing.test(text) ? text : '') });

const byId = (id) => document.getElementById(id);
const files = JSON.parse(byId('lykta-files').textContent);
const wishes = new URLSearchParams(location.hash.slice(1));
const screens = ['lykta-first', 'lykta-help', 'lykta-stop', 'lykta-app'];

// The engine, once it runs.
let engine;
let wants = '';

const show = (id) => {
  for (const screen of screens) {
    const element = byId(screen);
    if (element) element.hidden = screen !== id;
  }
};

// To the host page: "ready", "started" and "leave", the same for every visit.
const tell = (word) => {
  if (parent !== window) parent.postMessage({ lykta: word }, '*');
};

// 2. Nothing is kept: what was answered goes when the page is left, and when it is left alone.
const wipe = () => {
  for (const input of byId('lykta-first')?.querySelectorAll('input') ?? []) input.checked = false;
  wants = '';
  tapped = {};
  engine?.wipe();
  arm();
};

addEventListener('pagehide', () => {
  document.body.hidden = true;
  wipe();
});
// A page that the browser kept alive shows again, empty.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  if (!engine) {
    // What was on its way was broken off when the page was left: from the beginning.
    location.reload();
    return;
  }
  document.body.hidden = false;
  isUsed = false;
  show('lykta-app');
});

// 3. Leaving: nothing of the page stays on the screen, and the address is replaced.
const exit = (() => {
  try {
    const url = new URL(wishes.get('exit'));
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  } catch {
    // None was named, or none that can be opened.
  }
  return files.exit;
})();

const leave = () => {
  document.body.hidden = true;
  if (parent === window) {
    location.replace(exit);
  } else {
    // The page around leaves at once. Where it does not listen, this frame leads it away, or at least itself.
    tell('leave');
    setTimeout(() => {
      try {
        window.top.location.replace(exit);
      } catch {
        location.replace(exit);
      }
    }, 500);
  }
  // Last, so that no fault of the engine can hold anyone here.
  wipe();
};

let shifts = [];
addEventListener('keydown', (event) => {
  // A link that is called a button answers to Space as one does.
  if (event.key === ' ' && event.target.matches('a[role="button"]')) {
    event.preventDefault();
    event.target.click();
  }
  if (event.key !== 'Shift' || document.documentElement.dataset.shift === 'off') {
    shifts = [];
    return;
  }
  if (event.repeat) return;
  shifts = [...shifts.filter((time) => event.timeStamp - time < 5000), event.timeStamp];
  if (shifts.length >= 3) leave();
}, true);

// 4. Ten minutes without a touch wipe the answers, after a warning; an hour after a tap on a number to call.
// Looked at by the clock and again on return, since timers sleep with the device.
const minute = 60_000;
let isUsed = false;
let touched = Date.now();
let patience = 10 * minute;

// The words that have arrived, as text: by language, easy ones by language with `-easy` at its end.
const texts = new Map();
const notice = document.createElement('div');
notice.className = 'lykta-notice';
notice.setAttribute('role', 'alert');
document.body.prepend(notice);
// Buttons as key and what a press does besides closing the notice.
const say = (key, ...buttons) => {
  // In the language shown, which may not be the page's own.
  const { lang, dataset } = document.documentElement;
  const text = texts.get(lang) ?? texts.get(files.words[0].key);
  // Where one was, to go on from there.
  const at = document.activeElement;
  notice.replaceChildren();
  notice.classList.remove('lykta-notice--still');
  if (!key || !text) return;
  // Easy words lie over the ordinary ones.
  const easy = 'easy' in dataset ? texts.get(`${lang}-easy`) : undefined;
  const ui = { ...JSON.parse(text).ui, ...(easy && JSON.parse(easy).ui) };
  const make = (tag, name, className) => Object.assign(document.createElement(tag), { textContent: ui[name], className });
  notice.append(make('p', key, 'lykta-notice__text'));
  for (const [name, act] of buttons) {
    const button = make('button', name, 'lykta-button lykta-button--night');
    button.type = 'button';
    button.onclick = (event) => {
      // What is said next stays: the page's own listener takes a press elsewhere as having read it.
      event.stopPropagation();
      say();
      act?.();
      const isKept = name === 'idle-keep' && at?.isConnected && at !== document.body;
      (isKept ? at : byId('lykta-title'))?.focus({ preventScroll: name === 'idle-keep' });
    };
    notice.append(button);
  }
};

let isWarned = false;
const touch = ({ target, key }) => {
  touched = Date.now();
  patience = 10 * minute;
  isUsed = true;
  // Tab may be on its way to the buttons of the warning.
  if (isWarned && key !== 'Tab' && !notice.contains(target)) say();
  isWarned = false;
};
// A click by itself comes from aids that press without a finger or a key.
for (const kind of ['pointerdown', 'click', 'keydown', 'input', 'wheel', 'touchmove']) addEventListener(kind, touch, { capture: true, passive: true });

// Two taps of a hand that shakes are one: the second, right after on the same spot, does nothing. Not on what counts up and down.
// Told by where the pointer went down, so that a key, an aid, and the click that a label hands on, are never taken for a second tap.
let tapped = {};
let isAgain = false;
addEventListener('pointerdown', (event) => {
  isAgain = event.timeStamp - tapped.timeStamp < 300 && Math.hypot(event.clientX - tapped.clientX, event.clientY - tapped.clientY) < 24;
}, true);
addEventListener('click', (event) => {
  if (!event.detail || event.target.closest('.lykta-counts__keys')) return;
  if (isAgain) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  tapped = event;
  isAgain = false;
}, true);

const clear = () => {
  isUsed = false;
  isWarned = false;
  wipe();
  say('idle-wiped', ['idle-close']);
  // What was is told at the top, where it covers nothing; what is about to be, over all else.
  notice.classList.add('lykta-notice--still');
  scrollTo(0, 0);
};
const look = () => {
  if (!isUsed) return;
  const left = touched + patience - Date.now();
  if (left <= 0) {
    clear();
  } else if (left <= minute && !isWarned) {
    isWarned = true;
    say('idle-warning', ['idle-keep'], ['idle-clear', clear]);
  }
};
setInterval(look, 5000);
for (const kind of ['visibilitychange', 'focus', 'pageshow']) addEventListener(kind, look, true);

// 5. What the host says. Its colors, font and corners, once; `embed.js` has checked that they can be read. Tokens take them up by day.
const themes = { text: 'color', paper: 'color', link: 'color', accent: 'color', 'on-accent': 'color', font: 'font', corner: 'corner' };
const shapes = { color: /^#[\da-f]{6}$/i, font: /^[\w "',-]{1,200}$/, corner: /^\d{1,2}px$/ };
const dress = ({ source, data }) => {
  if (source !== parent || data?.lykta !== 'theme') return;
  removeEventListener('message', dress);
  for (const [name, shape] of Object.entries(themes)) {
    const value = data.theme?.[name];
    if (typeof value === 'string' && shapes[shape].test(value)) document.documentElement.style.setProperty(`--host-${name}`, value);
  }
};
// Where the focus was, once the host has put the frame above all else: engines forget it then, and Firefox scrolls a new screen to where
// the one before it was.
let left;
addEventListener('focusout', ({ target }) => { left = target; });
const wake = ({ source, data }) => {
  if (source !== parent || data?.lykta !== 'focus') return;
  if (document.activeElement === document.body) (left?.isConnected ? left : byId('lykta-title'))?.focus({ preventScroll: true });
  // Only what cannot be: a view above the page's own beginning. Elsewhere it would move under a finger.
  for (const wait of [0, 100, 300]) setTimeout(() => visualViewport.offsetTop < 0 && scrollTo(0, 0), wait);
};
if (parent !== window) for (const hear of [dress, wake]) addEventListener('message', hear);

// 6. Before the engine is there: leaving, help, and "Next" remembered.
// Remembered until the engine is there; the words say that it is on its way.
const press = (what) => {
  wants = what;
  byId('lykta-loading').hidden = false;
};

let isTold = false;
document.addEventListener('click', (event) => {
  const is = (name) => event.target.closest(`[data-${name}]`);
  if (is('leave')) {
    event.preventDefault();
    leave();
    return;
  }
  if (event.target.closest('a[href^="tel:"], a[href^="sms:"]')) patience = 60 * minute;
  if (event.target.closest('button, [role="button"]')) {
    if (!notice.contains(event.target)) say();
    if (!isTold) tell('started');
    isTold = true;
  }
  if (is('again')) location.reload();
  else if (engine) {
    setTimeout(() => {
      arm();
      count();
      // What is missing is said above the options, which may be out of sight.
      if (event.target.closest('.lykta-actions__next')) byId('lykta-error')?.scrollIntoView({ block: 'nearest' });
    });
  } else if (is('unhelp')) {
    wants = '';
    show('lykta-first');
    byId('lykta-title').focus();
  } else if (is('skip')) press('skip');
  else if (is('about')) press('about');
  else if (is('help')) {
    // A link, so that it works without this script too; with it, the address stays as it is.
    event.preventDefault();
    wants = 'help';
    show('lykta-help');
    document.querySelector('[data-help-title]').focus();
  } else if (is('next')) press('next');
  else if (is('language')) {
    // Another language before the start is another page; what the host wished goes along.
    is('language').hash = location.hash;
  }
});

// Places that fit come into sight whole, above what stands at the lower edge.
addEventListener('input', ({ target }) => setTimeout(() => {
  const combo = target.matches('[role="combobox"]') && target.closest('.lykta-combo');
  const edge = Math.min(visualViewport.height, document.querySelector('#lykta-app .lykta-actions')?.getBoundingClientRect().top ?? Infinity);
  if (combo && combo.getBoundingClientRect().bottom > edge) combo.scrollIntoView();
}));

// The list of languages closes by Escape, and when the focus goes on.
addEventListener('keydown', ({ key, target }) => {
  const list = key === 'Escape' && target.closest?.('.lykta-language[open]');
  if (!list) return;
  list.open = false;
  list.querySelector('summary').focus();
});
addEventListener('focusout', ({ target, relatedTarget }) => {
  const list = target.closest?.('.lykta-language[open]');
  if (list && relatedTarget && !list.contains(relatedTarget)) list.open = false;
  // The list of places closes too, and what has the focus now moves up with what follows it.
  if (target.matches?.('[role="combobox"]')) setTimeout(() => relatedTarget?.scrollIntoView({ block: 'nearest' }));
});

// The back gesture of a phone goes one step back, as "Back" does, and from the first question on as ever.
let watcher;
const arm = () => {
  if (!engine?.back(false)) {
    watcher?.destroy();
    watcher = undefined;
  } else if (!watcher && globalThis.CloseWatcher && matchMedia('(pointer: coarse)').matches) {
    watcher = new CloseWatcher();
    watcher.onclose = () => {
      watcher = undefined;
      engine.back(true);
      arm();
    };
  }
};

const stop = () => {
  if (!byId('lykta-stop').hidden) return;
  show('lykta-stop');
  engine = undefined;
  byId('lykta-app')?.remove();
  document.querySelector('[data-stop-title]').focus();
};
// A fault of the engine leaves it in no state to go on.
const isEngines = (fault) => globalThis.WebAssembly && fault instanceof WebAssembly.RuntimeError;
addEventListener('error', (event) => isEngines(event.error) && stop());
addEventListener('unhandledrejection', (event) => isEngines(event.reason) && stop());

// 7. Everything is asked for now: first what the first screens need, then the rest.
const asked = new Set([new URL(files.engine, document.baseURI).href]);
const get = async (url, integrity = '') => {
  asked.add(new URL(url, document.baseURI).href);
  const response = await fetch(url, { integrity, credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
};
const ask = ({ url, integrity }) => get(url, integrity).then((response) => response.text());
const later = (promise) => {
  // A failure is told where the file is awaited, not as an error of the page.
  promise.catch(() => {});
  return promise;
};
const script = later(import(`./${files.engine}`));
const wasm = later(get(files.wasm));
const pack = later(ask(files.pack));
const words = files.words.map((file) => later(ask(file)));
const places = later(ask(files.places));
// Only a pack with meetings has a file of them.
const meetings = files.meetings && later(ask(files.meetings));

// 8. The lock: from here on nothing new can be asked for. Policies only add up, so nothing opens it again.
const lock = document.createElement('meta');
lock.httpEquiv = 'Content-Security-Policy';
lock.content = "default-src 'none'; script-src 'wasm-unsafe-eval'; form-action 'none'; base-uri 'none'";
document.head.append(lock);

// What was asked for since, by the browser's own count, for the screen that tells how to check.
const locked = performance.now();
const count = () => {
  const place = document.querySelector('[data-requests]');
  // WebKit may date what was asked for above after the lock: each file of those counts from its second time on.
  const first = new Set(asked);
  const seen = `${performance.getEntriesByType('resource').filter(({ name, startTime }) => !first.delete(name) && startTime > locked).length}`;
  // Only what is new: a screen reader would read the same number out again and again.
  if (place && place.textContent !== seen) place.textContent = seen;
};
setInterval(count, 1000);

// 9. The engine takes over what was chosen.
// What can have the focus on the first screen, the same before and after; but for the list of languages, some of which have not come
// yet, and for reading aloud, which the engine alone can do.
const controls = (id) => [...byId(id).querySelectorAll('a, button, summary, input')].filter((control) => !control.closest('li, .lykta-aloud'));
const start = async () => {
  const [module, packText, wordsText] = await Promise.all([script, pack, words[0]]);
  const instance = await module.default({ module_or_path: wasm });
  if (!instance) throw new Error('no engine');
  texts.set(files.words[0].key, wordsText);
  const chosen = [...byId('lykta-first').querySelectorAll('input:checked')].map((input) => input.value);
  const before = controls('lykta-first');
  // From a language the focus goes to what opens their list.
  const focus = document.activeElement;
  const focused = before.indexOf(focus.closest('.lykta-language')?.querySelector('summary') ?? focus);
  const opened = before.map((control) => control.closest('summary')?.parentElement.open);
  // Shown before it is made, so that the focus can move into it; both in one frame.
  byId('lykta-app').hidden = false;
  const scroll = document.scrollingElement.scrollTop;
  module.start(packText, wordsText, wishes.get('place') ?? '', wishes.get('lang') ?? '', chosen.join(), wants);
  const isStep = wants === 'skip' || wants === 'help' || wants === 'about' || (wants === 'next' && chosen.length > 0);
  const after = controls('lykta-app');
  // After a step another screen is there.
  if (!isStep) opened.forEach((isOpen, index) => isOpen && after[index]?.parentElement.toggleAttribute('open', true));
  const isOnTitle = focus.id === 'lykta-title';
  byId('lykta-first').remove();
  byId('lykta-help').remove();
  engine = module;
  document.scrollingElement.scrollTop = isStep ? 0 : scroll;
  if (isStep || isOnTitle) byId('lykta-title')?.focus();
  else if (wants === 'next') byId('lykta-field')?.focus();
  else after[focused]?.focus({ preventScroll: true });
  arm();
  tell('ready');
  const take = async (kind, promise) => {
    try {
      const text = await promise;
      module.arrived(kind, text);
      return text;
    } catch {
      // Without other languages, places or meetings the guide goes on; an empty text says that nothing will come.
      module.arrived(kind, '');
      return '';
    }
  };
  await take('places', places);
  for (const [index, { key }] of files.words.entries()) {
    if (index > 0) texts.set(key, await take('words', words[index]));
  }
  if (meetings) await take('meetings', meetings);
};
start().catch(stop);

// All of this ran: the first screen answers, and `old.js` has nothing to do.
document.documentElement.dataset.boot = '1';
