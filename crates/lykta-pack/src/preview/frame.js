// The script of the preview in the guide's page: sets the day, walks through the answers of a persona, and tells the panel what is answered.
// It goes into the page as the preview serves it, before the guide's own script. No file that ships holds it.
// Next: panel.js, which loads the page; public/guide/boot.js for the guide's own.

(() => {
  const plan = JSON.parse(new URLSearchParams(location.search).get('plan') ?? 'null');
  if (!plan) return;

  // 1. The day: the clock goes on, so many days off.
  const day = 86_400_000;
  const Clock = Date;
  const shown = (time) => new Clock(time).toLocaleDateString('sv-SE', { timeZone: plan.zone });
  let offset = Math.round((Clock.parse(plan.today) - Clock.parse(shown(Clock.now()))) / day) * day;
  // Where the clocks change between the two days, an hour may lead to another day.
  for (const hour of [0, 1, -1]) {
    if (shown(Clock.now() + offset + hour * 3_600_000) === plan.today) {
      offset += hour * 3_600_000;
      break;
    }
  }
  globalThis.Date = class extends Clock {
    constructor(...parts) {
      if (parts.length) super(...parts);
      else super(Clock.now() + offset);
    }

    static now() {
      return Clock.now() + offset;
    }
  };

  const tell = (message) => parent !== window && parent.postMessage({ ...message, visit: plan.visit }, location.origin);
  const title = () => document.getElementById('lykta-title')?.textContent.trim() ?? '';
  // The screens before and after the engine came.
  const root = () => document.getElementById('lykta-first') ?? document.getElementById('lykta-app');
  const inputs = () => [...(root()?.querySelectorAll('.lykta-step input.lykta-option__input') ?? [])];

  // The item on the screen: its options name it; a place or a day is known by the words of the question.
  const item = () => inputs()[0]?.name ?? plan.items[title()]?.[0];

  // 2. What is answered by hand. The place is told by the name and region that were chosen in the list.
  let place;
  const choosePlace = (option) => {
    if (!option) return;
    const [name, region] = [...option.children].map((part) => part.textContent);
    place = { place: name.split(' · ')[0], region };
  };
  const given = () => {
    const chosen = inputs().filter((input) => input.checked).map((input) => input.value);
    if (inputs().length) return chosen.length ? chosen : undefined;
    const typed = document.getElementById('lykta-place')?.value;
    if (typed) return place?.place === typed ? place : { place: typed };
    return document.getElementById('lykta-date')?.value || undefined;
  };
  addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Enter' || target.id !== 'lykta-place') return;
    const options = [...document.querySelectorAll('#lykta-places [role="option"]')];
    choosePlace(options.find((option) => option.getAttribute('aria-selected') === 'true') ?? (options.length === 1 ? options[0] : undefined));
    // With a place chosen, Enter is "Next".
    if (!options.length && item() && given()) tell({ preview: 'answers', answers: { [item()]: given() } });
  }, true);
  addEventListener('click', ({ target }) => {
    choosePlace(target.closest('#lykta-places [role="option"]'));
    const button = target.closest('button');
    if (!button) return;
    const words = button.textContent.trim();
    if (words === plan.again) tell({ preview: 'again' });
    else if (words === plan.skip && item()) tell({ preview: 'answers', answers: { [item()]: null } });
    else if (button.classList.contains('lykta-actions__next') && item() && given() !== undefined) {
      tell({ preview: 'answers', answers: { [item()]: given() } });
    }
  }, true);

  // 3. The walk: the answers of the panel, one screen after the other; what has no answer is skipped, so that the results show.
  if (!Object.keys(plan.steps).length) return;
  const app = () => document.getElementById('lykta-app');
  const buttons = () => [...(app()?.querySelectorAll('button') ?? [])];
  const press = (words) => buttons().find((button) => button.textContent.trim() === words)?.click();
  const type = (input, text) => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const answer = (step) => {
    if (!step || !Object.keys(step).length) return press(plan.skip);
    for (const input of inputs()) {
      if (step.options?.includes(input.value) !== input.checked) input.click();
    }
    if (step.day) type(document.getElementById('lykta-date'), step.day);
    if (step.place) {
      type(document.getElementById('lykta-place'), step.place);
      return choose(step);
    }
    // What is no longer offered cannot be chosen.
    if (given() === undefined) return press(plan.skip);
    return app().querySelector('.lykta-actions__next').click();
  };
  // The list of places is drawn after what was typed.
  const choose = (step, tries = 0) => {
    const options = [...document.querySelectorAll('#lykta-places [role="option"]')];
    const name = (option) => option.children[0].textContent.split(' · ')[0];
    const fits = options.filter((option) => name(option) === step.place);
    const option = fits.find((own) => own.children[1]?.textContent === step.region) ?? fits[0];
    if (option) {
      option.click();
      setTimeout(() => app().querySelector('.lykta-actions__next').click(), 0);
    } else if (tries < 100) {
      // The places may still be on their way: typed again, they are looked for again.
      setTimeout(() => {
        type(document.getElementById('lykta-place'), step.place);
        choose(step, tries + 1);
      }, 50);
    }
  };
  let before = '';
  let still = 0;
  const walk = setInterval(() => {
    // The engine is there once the first screen is its own.
    if (document.getElementById('lykta-first') || !app() || app().hidden) return;
    const own = item();
    const here = `${own} ${title()}`;
    still = here === before ? still + 1 : 0;
    if (document.querySelector('.lykta-danger')) {
      // Told of a danger: on, as a person would who is safe now.
      if (here !== before) app().querySelector('.lykta-danger__more button').click();
    } else if (own) {
      if (here !== before) answer(plan.steps[own]);
    } else {
      // The review: on to the results, and done.
      clearInterval(walk);
      app().querySelector('.lykta-actions__next')?.click();
    }
    before = here;
    // Something that cannot be chosen: the guide stays there, for the editor to look at.
    if (still > 200) clearInterval(walk);
  }, 25);
})();
