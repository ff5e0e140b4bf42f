//! t
use journeys::guide::Guide;
use journeys::role::*;
use journeys::failure::Result;
use std::time::Instant;
#[test]
fn t() -> Result<()> {
    let t = Instant::now();
    let g = Guide::in_frame("en")?;
    println!("start {:?}", t.elapsed());
    let t = Instant::now();
    for _ in 0..10 { g.page().title_heading()?; }
    println!("title x10 {:?}", t.elapsed());
    let t = Instant::now();
    for _ in 0..10 { g.page().all(Role::Button, "Next")?; }
    println!("all buttons x10 {:?} {:?}", t.elapsed(), g.page().names(Role::Button)?);
    let t = Instant::now();
    for _ in 0..10 { g.page().all(Role::Radio, Name::Any)?; }
    println!("all radios x10 {:?}", t.elapsed());
    let t = Instant::now();
    for _ in 0..10 { g.page().run("return 1", &[])?; }
    println!("run x10 {:?}", t.elapsed());
    let t = Instant::now();
    g.page().click(Role::Radio, Name::begins("Me"))?;
    println!("click {:?}", t.elapsed());
    let t = Instant::now();
    g.page().click(Role::Button, "Next")?;
    println!("click {:?}", t.elapsed());
    g.page().wait_for_heading("What is it about?")?;
    println!("heading {:?}", t.elapsed());
    let t = Instant::now();
    drop(g);
    println!("drop {:?}", t.elapsed());
    Ok(())
}
