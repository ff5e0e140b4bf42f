//! Random journeys, which together come to every item, option, card and control: nobody outside the frame can tell one from another.
//!
//! In: `LYKTA_SEED` for other journeys, `LYKTA_LONG=1` for three hundred of them. Out: what two servers and a session recorder saw.
//! Planted leaks show that the judges judge.
//! Next: `src/plan.rs` for who is walked, `src/town.rs` for what is seen, `src/leak.rs` for who judges.

use std::collections::BTreeSet;
use std::sync::Mutex;

use journeys::content::Content;
use journeys::driver::Settings;
use journeys::failure::{Failure, Result};
use journeys::guide::PACK;
use journeys::leak::{self, Judge, Observation, Secrets};
use journeys::plan::Plan;
use journeys::route::{self, Route};
use journeys::thing;
use journeys::town::Town;

/// The seed, unless another is told.
const SEED: u64 = 20_261_122;

fn seed() -> Result<u64> {
    match std::env::var("LYKTA_SEED") {
        Ok(seed) => seed.parse().map_err(|_| Failure::new(format!("LYKTA_SEED={seed} is no number"))),
        Err(_) => Ok(SEED),
    }
}

fn count() -> usize {
    if std::env::var("LYKTA_LONG").is_ok_and(|long| long == "1") { 300 } else { 25 }
}

/// A window as on a desk, and one as on a phone: the frame may fill the screen of a phone.
fn windows() -> [Settings; 2] {
    [(1000, 900), (390, 844)].map(|(width, height)| Settings { width, height, ..Settings::default() })
}

/// What was seen in one window: of someone who answered nothing, and of all others.
struct Seen {
    idle: Observation,
    visits: Vec<Observation>,
}

/// Walks these routes in one browser, taking the next one from the list as long as there are any; the one who goes `last` leaves.
fn walk(town: &Town, routes: &Mutex<Vec<Route>>, last: &Route) -> Result<Seen> {
    let idle = town.idle()?;
    let mut visits = Vec::new();
    loop {
        let next = routes.lock().map_err(|_| Failure::new("another browser failed"))?.pop();
        let Some(route) = next else { break };
        visits.push(town.visit(&route)?);
    }
    visits.push(town.visit_and_leave(last)?);
    Ok(Seen { idle, visits })
}

#[test]
fn random_journeys_look_the_same_from_outside() -> Result<()> {
    let (seed, count) = (seed()?, count());
    let [desk, phone] = windows();
    let (desk, phone) = (Town::open(&desk)?, Town::open(&phone)?);
    let content = Content::read(PACK, desk.today()?)?;
    let plan = Plan::draw(&content, seed, count)?;
    println!("seed {seed}: {count} journeys chosen of {} drawn", plan.drawn);
    let mut routes = plan.routes;
    let last = [routes.pop().unwrap_or_default(), routes.pop().unwrap_or_default()];
    let routes = Mutex::new(routes);
    let begun = std::time::Instant::now();
    let seen = std::thread::scope(|scope| {
        let walks = [(&desk, &last[0]), (&phone, &last[1])].map(|(town, last)| scope.spawn(|| walk(town, &routes, last)));
        walks.map(|walk| walk.join().unwrap_or_else(|_| Err(Failure::new("a browser's thread ended"))))
    });
    let [on_desk, on_phone] = seen;
    let (on_desk, on_phone) = (on_desk?, on_phone?);
    let seconds = begun.elapsed().as_secs_f32();

    let secrets = Secrets::of(&content);
    let mut found = leak::faults(&on_desk.idle, &on_desk.visits, &secrets);
    found.extend(leak::faults(&on_phone.idle, &on_phone.visits, &secrets));
    let all: Vec<Observation> = [vec![on_desk.idle, on_phone.idle], on_desk.visits, on_phone.visits].concat();
    let visited: BTreeSet<thing::Thing> = all.iter().flat_map(|visit| visit.things.iter().copied()).collect();
    let (distinct, coverage) = (leak::distinct(&all), thing::coverage(&content, &visited));
    let requests = all.first().map_or(0, |visit| visit.to_guide.len() + visit.to_host.len());
    println!("journeys {count}, in {seconds:.0} s; distinct request multisets {distinct}, of {requests} requests each; {coverage}");
    assert!(found.is_empty(), "seed {seed}: {}", found.iter().take(20).map(|fault| format!("\n  {fault}")).collect::<String>());
    assert_eq!(distinct, 1, "someone who answers nothing asks for the same too, in any window");
    let missing: Vec<thing::Thing> = thing::all(&content).difference(&visited).copied().collect();
    assert_eq!(thing::names(&content, &missing), Vec::<String>::new(), "nobody came to these");
    Ok(())
}

/// Two people who answer differently; the leaks planted below tell them apart.
const PEOPLE: [(&str, &[(&str, &str)]); 2] = [
    ("someone who drinks", &[("who", "self"), ("about", "alcohol")]),
    ("someone whose child gambles", &[("who", "close-one"), ("about", "gambling")]),
];

/// Walks these people past a planted leak, and tells which judges find it.
#[track_caller]
fn judged(plant: impl FnOnce(&Town) -> Result<()>) -> Result<(BTreeSet<Judge>, Vec<Observation>)> {
    let [desk, _] = windows();
    let town = Town::open(&desk)?;
    plant(&town)?;
    let content = Content::read(PACK, town.today()?)?;
    let idle = town.idle()?;
    let visits = PEOPLE.iter().map(|(name, answers)| town.visit(&route::straight(&content, name, answers)?)).collect::<Result<Vec<_>>>()?;
    let judges = leak::faults(&idle, &visits, &Secrets::of(&content)).iter().map(|fault| fault.judge).collect();
    Ok((judges, visits))
}

const FETCH: &str = "addEventListener('change', (event) => fetch(new URL(`leak?${event.target.value}`, location.href)).then((answer) => answer.text()).catch(() => parent.postMessage({ lykta: 'failed' }, '*')));";

/// A policy that shuts nothing, in place of the lock.
const NO_LOCK: (&str, &str) =
    ("default-src 'none'; script-src 'wasm-unsafe-eval'", "default-src * 'unsafe-inline'; script-src * 'wasm-unsafe-eval'");

#[test]
fn a_fetch_on_an_answer_is_seen_where_there_is_no_lock() -> Result<()> {
    let (judges, visits) = judged(|town| town.plant(&town.boot()?, &[NO_LOCK], FETCH))?;
    assert!(judges.contains(&Judge::Servers) && judges.contains(&Judge::Lock), "{judges:?}");
    let asked: Vec<&str> = visits.iter().flat_map(|visit| &visit.to_guide).map(|request| request.target.as_str()).collect();
    assert!(asked.contains(&"/guide/leak?alcohol") && asked.contains(&"/guide/leak?gambling"), "{asked:?}");
    Ok(())
}

#[test]
fn a_fetch_on_an_answer_does_not_get_past_the_lock() -> Result<()> {
    let (judges, visits) = judged(|town| town.plant(&town.boot()?, &[], FETCH))?;
    assert!(!judges.contains(&Judge::Servers), "{judges:?}");
    // The leak was there, and tried.
    for visit in &visits {
        assert!(visit.record.messages.iter().any(|message| message.contains("failed")), "{:?}", visit.record.messages);
        assert!(!visit.to_guide.iter().any(|request| request.target.contains("leak")), "{:?}", visit.to_guide);
    }
    Ok(())
}

#[test]
fn a_frame_that_follows_the_screen_is_seen() -> Result<()> {
    let tall = "new MutationObserver(() => {
        const height = 500 + 10 * document.querySelectorAll('label').length;
        parent.postMessage({ lykta: 'tall', height }, '*');
    }).observe(document.body, { subtree: true, childList: true });";
    let follow = "addEventListener('message', ({ data }) => {
        if (data.lykta === 'tall') document.querySelector('lykta-guide iframe').style.blockSize = `${data.height}px`;
    });";
    let (judges, _) = judged(|town| {
        town.plant(&town.boot()?, &[], tall)?;
        town.plant("embed.js", &[], follow)
    })?;
    assert!(judges.contains(&Judge::Boxes) && judges.contains(&Judge::Mutations), "{judges:?}");
    assert!(!judges.contains(&Judge::Servers), "{judges:?}");
    Ok(())
}

#[test]
fn an_answer_in_a_message_is_seen() -> Result<()> {
    let tell = "addEventListener('change', (event) => parent.postMessage({ lykta: 'x', value: event.target.value }, '*'));";
    let (judges, _) = judged(|town| town.plant(&town.boot()?, &[], tell))?;
    assert_eq!(judges, BTreeSet::from([Judge::Messages, Judge::Words]));
    Ok(())
}
