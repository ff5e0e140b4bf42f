// <lykta-guide pack="fi" lang="sv" place="091" exit="https://..." theme="..."></lykta-guide>
// Puts the guide into a page, in a frame that the page cannot see into and that can keep nothing.
// The children of the element are plain help; they show until the guide is ready, and stay if it never is.
// Touches nothing of the page but this element, and its box follows the page's choice and the window alone.
// All attributes, the theme and what the page must allow: docs/embedding.md.
(() => {
  // The build fills these in: the packs with their languages, and where "leave" leads when the page names nothing.
  const packs = { fi: ['fi', 'sv', 'en'] };
  const neutral = 'https://www.wikipedia.org/';

  const warn = (words) => console.warn(`lykta-guide: ${words}`);
  const address = document.currentScript?.src;
  if (!address) return warn('embed.js does not know where it lies; load it by a script element of its own, without type="module"');
  if (customElements.get('lykta-guide')) return;

  const sandbox = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation allow-downloads allow-modals';
  const height = 'var(--lykta-height, min(52rem, 92vh))';
  const inPage = { position: 'static', display: 'block', inlineSize: '100%', blockSize: height, border: '0', borderRadius: 'inherit' };
  const overPage = { position: 'fixed', inset: '0', inlineSize: '100%', blockSize: '100%', maxInlineSize: '100%', maxBlockSize: '100%', margin: '0', padding: '0', zIndex: '2147483647', borderRadius: '0' };

  // The guide's own colors by day, beside which the host's must be readable.
  const own = { line: '#5f7a7d', text: '#0f282d', paper: '#fbfdfc', link: '#0a4c56', accent: '#ffc55a', 'on-accent': '#1c1705', chosen: '#fff0cc' };
  const pairs = [['text', 'paper'], ['link', 'paper'], ['on-accent', 'accent'], ['text', 'chosen'], ['link', 'chosen'], ['line', 'paper']];
  // Text, and edges of controls.
  const least = ([name]) => (name === 'line' ? 3 : 4.5);

  const isHttps = (url) => {
    try {
      return new URL(url).protocol === 'https:';
    } catch {
      return false;
    }
  };

  // Relative luminance and contrast as in WCAG 2.2.
  const luminance = (color) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const contrast = (one, other) => {
    const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return more / less;
  };

  // A theme as its checked values; what is wrong is told and left out.
  const checked = (theme) => {
    const values = {};
    for (const part of theme.split(';').filter((part) => part.trim())) {
      const [name, value] = [part.split(':', 1)[0].trim(), part.slice(part.indexOf(':') + 1).trim()];
      const refuse = (mend) => warn(`theme "${part.trim()}" is not used; ${mend}`);
      if (name === 'font') {
        if (/^[\w "',-]{1,200}$/.test(value)) values.font = value;
        else refuse('write names of fonts with commas between, such as "font: Georgia, serif"');
      } else if (name === 'corner') {
        if (/^(1?\d|2[0-4])px$/.test(value)) values.corner = value;
        else refuse('write 0px to 24px, such as "corner: 8px"');
      } else if (!(name in own) || name === 'chosen' || name === 'line') {
        refuse('write one of text, paper, link, accent, on-accent, font, corner');
      } else if (/^#([\da-f]{3}|[\da-f]{6})$/i.test(value)) {
        values[name] = value.length === 4 ? value.replace(/[\da-f]/gi, '$&$&') : value;
      } else {
        refuse(`write a color as "${name}: ${own[name]}"`);
      }
    }
    // Refusing one pair changes what the others stand beside, so this goes on until all can be read.
    for (let goesOn = true; goesOn;) {
      const seen = { ...own, ...values };
      const bad = pairs.find((pair) => pair.some((name) => name in values) && contrast(...pair.map((name) => seen[name])) < least(pair));
      goesOn = bad !== undefined;
      if (!goesOn) break;
      const ratio = Math.floor(contrast(...bad.map((name) => seen[name])) * 100) / 100;
      warn(`theme "${bad.map((name) => `${name}: ${seen[name]}`).join('; ')}" is not used: their contrast is ${ratio}:1; choose colors of at least ${least(bad)}:1`);
      for (const name of bad) delete values[name];
    }
    return values;
  };

  // Whether the way back of a phone stays the guide's own while a dialog is open: else browsers close the dialog by it.
  const isBackOurs = () => !('CloseWatcher' in window) || 'closedBy' in HTMLDialogElement.prototype;

  class Guide extends HTMLElement {
    #help = document.createElement('slot');
    #guide = document.createElement('slot');
    #over = document.createElement('dialog');
    #top = document.createElement('div');
    #end;

    constructor() {
      super();
      this.#guide.name = 'lykta';
      Object.assign(this.#over.style, overPage, { border: '0' });
      this.#over.setAttribute('closedby', 'none');
      const root = this.attachShadow({ mode: 'closed' });
      root.append(this.#top, this.#help, this.#over, this.#guide);
      try {
        // The page's own styles for this element win over these.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`:host { display: block; min-block-size: ${height}; }`);
        root.adoptedStyleSheets = [sheet];
      } catch {
        // An older browser: then the page moves once when the guide is ready.
      }
    }

    connectedCallback() {
      this.#end = new AbortController();
      const seer = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seer.disconnect();
        this.#open(this.#end.signal);
      }, { rootMargin: '100%' });
      seer.observe(this);
      this.#end.signal.addEventListener('abort', () => seer.disconnect());
    }

    disconnectedCallback() {
      this.#end.abort();
    }

    #open(signal) {
      const built = Object.keys(packs);
      const named = this.#one('pack', (name) => built.includes(name), `one of ${built.join(', ')}`);
      // The law and the numbers of another country would do harm: where several were built, one must be named.
      if (!named && built.length > 1) return warn(`the plain help stays, since no pack is named; write pack="${built[0]}", or one of ${built.join(', ')}`);
      const pack = named ?? built[0];
      const languages = packs[pack];
      const language = this.#one('lang', (tag) => languages.includes(tag), `one of ${languages.join(', ')}`)
        ?? languages.find((tag) => this.parentElement?.closest('[lang]')?.lang.toLowerCase().split('-')[0] === tag) ?? languages[0];
      const place = this.#one('place', (code) => /^\d{3,4}$/.test(code), 'a municipality code with its zeros, such as "091"');
      const exit = this.#one('exit', isHttps, 'an https address in full');
      const theme = checked(this.getAttribute('theme') ?? '');

      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', sandbox);
      frame.setAttribute('allow', 'clipboard-write');
      frame.referrerPolicy = 'no-referrer';
      // Where a browser knows it: no cookies of the site go along with the request for the page.
      frame.credentialless = true;
      frame.title = this.getAttribute('label') ?? this.querySelector('h1, h2, h3')?.textContent ?? 'lykta';
      frame.slot = 'lykta';
      Object.assign(frame.style, inPage, { position: 'absolute', inlineSize: '0', blockSize: '0', visibility: 'hidden' });

      const isPhone = matchMedia('(max-width: 40rem), (max-height: 30rem)');
      let isStarted = false;
      // On a phone the guide fills the screen from the first step on, and what it covers is out of reach of keys and screen readers.
      // The frame stays where it is in the page, or it would begin anew: its slot alone goes into the dialog and back.
      const over = this.#over;
      const fit = () => {
        const isOver = isStarted && isPhone.matches;
        const isModal = isOver && Boolean(over.showModal) && isBackOurs();
        frame.popover = isOver && !isModal ? 'manual' : null;
        frame.style.cssText = '';
        Object.assign(frame.style, inPage, isOver ? overPage : {});
        if (isModal !== over.open) {
          const hadFocus = document.activeElement === frame;
          if (isModal) {
            over.append(this.#guide);
            over.showModal();
          } else {
            over.after(this.#guide);
            over.close();
          }
          if (isModal || hadFocus) {
            frame.focus();
            frame.contentWindow.postMessage({ lykta: 'focus' }, '*');
          }
        }
        if (isOver && !isModal) frame.showPopover?.();
      };
      over.setAttribute('aria-label', frame.title);
      over.oncancel = (event) => event.preventDefault();
      over.onclose = fit;
      const told = {
        __proto__: null,
        ready: () => {
          // Not from under someone who reads on in it or has the focus there: the guide comes after it until they are back at its beginning.
          const hides = new AbortController();
          const seer = new IntersectionObserver(() => hide());
          const hide = () => {
            const at = document.activeElement;
            if ((this.contains(at) && at !== frame) || this.getBoundingClientRect().top < -64) return;
            hides.abort();
            seer.disconnect();
            this.#help.style.display = 'none';
          };
          hide();
          if (this.#help.style.display !== 'none') {
            seer.observe(this.#top);
            this.addEventListener('focusout', () => setTimeout(hide), { signal: hides.signal });
            signal.addEventListener('abort', () => { hides.abort(); seer.disconnect(); });
          }
          fit();
        },
        started: () => {
          isStarted = true;
          fit();
        },
        // Nothing of the page stays to be seen until the other one has come. The frame must stay whole under a key that is still down.
        leave: () => {
          document.documentElement.style.setProperty('opacity', '0', 'important');
          document.title = '\u200b';
          location.replace(exit ?? neutral);
        },
      };
      addEventListener('message', ({ source, origin, data }) => {
        if (source === frame.contentWindow && origin === 'null') told[data?.lykta]?.();
      }, { signal });
      isPhone.addEventListener('change', () => isStarted && fit(), { signal });
      frame.addEventListener('load', () => {
        if (Object.keys(theme).length > 0) frame.contentWindow.postMessage({ lykta: 'theme', theme }, '*');
      }, { once: true });
      signal.addEventListener('abort', () => {
        isStarted = false;
        fit();
        frame.remove();
        this.#help.style.display = '';
      });

      const wishes = new URLSearchParams(Object.entries({ place, exit }).filter(([, value]) => value));
      frame.src = new URL(`guide/${pack}-${language}.html#${wishes}`, address).href;
      this.append(frame);
    }

    // The value of an attribute; one that is wrong is told and not used.
    #one(name, isRight, mend) {
      const value = this.getAttribute(name);
      if (!value || isRight(value)) return value || undefined;
      warn(`${name}="${value}" is not used; write ${mend}`);
      return undefined;
    }
  }

  customElements.define('lykta-guide', Guide);
})();
