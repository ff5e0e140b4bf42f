//! The report's own words, in the languages that the guide speaks; English where a language has none here.
//!
//! In: a label, a language. Out: text.
//! Never holds words of a pack, and no words that the guide itself has: those stand in `locales/`.

macro_rules! labels {
    ($($name:ident $english:literal $swedish:literal $finnish:literal;)*) => {
        /// A word or sentence of the report.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Label { $($name,)* }

        impl Label {
            /// The words in a language.
            #[must_use]
            pub fn text(self, language: &str) -> &'static str {
                match (self, language) {
                    $((Self::$name, "sv") => $swedish, (Self::$name, "fi") => $finnish, (Self::$name, _) => $english,)*
                }
            }
        }
    };
}

labels! {
    Title "Report on the pack" "Rapport om paketet" "Raportti paketista";
    Edition "Edition" "Utgåva" "Versio";
    Day "As seen on" "Läget den" "Tilanne";
    Lead "For those who check and keep the content: what is asked, who is shown which card, on what law, and what is due." "För dem som granskar och sköter innehållet: vad som frågas, vem som får se vilket kort, enligt vilken lag, och vad som ska granskas på nytt." "Sisällön tarkistajille ja ylläpitäjille: mitä kysytään, kenelle mikin kortti näkyy, minkä lain nojalla, ja mitä on tarkistettava.";
    Contents "Contents" "Innehåll" "Sisällys";
    Numbers "Numbers" "Antal" "Luvut";
    Flow "The flow" "Flödet" "Kulku";
    FlowLead "Each box is a question, in the order of the pack. A line runs from a question to the ones that its answers open or close. The circles count the cards of each group that depend on the answer. Every box is a link to the question." "Varje ruta är en fråga, i paketets ordning. En linje går från en fråga till dem som dess svar öppnar eller stänger. Cirklarna räknar korten i varje grupp som beror på svaret. Varje ruta är en länk till frågan." "Jokainen ruutu on kysymys, paketin järjestyksessä. Viiva kulkee kysymyksestä niihin, jotka sen vastaus avaa tai sulkee. Ympyrät kertovat, montako kunkin ryhmän korttia riippuu vastauksesta. Jokainen ruutu on linkki kysymykseen.";
    FlowText "The same in words" "Samma sak i ord" "Sama sanoin";
    Sheet "The flow, part" "Flödet, del" "Kulku, osa";
    Questions "Questions" "Frågor" "Kysymykset";
    PutIf "Put if" "Ställs om" "Kysytään, jos";
    PutNever "Put to nobody: what hangs on it may apply to anyone" "Ställs till ingen: det som beror på den kan gälla vem som helst" "Ei kysytä keneltäkään: mikä riippuu siitä, voi koskea ketä tahansa";
    PutAlways "Put to everyone for whom it can still change something" "Ställs till alla för vilka den ännu kan ändra något" "Kysytään kaikilta, joiden kohdalla se voi vielä muuttaa jotain";
    Opens "opens" "öppnar" "avaa:";
    Closes "closes" "stänger" "sulkee:";
    Decides "decides on" "avgör om" "ratkaisee:";
    AnyAnswer "The answer" "Svaret" "Vastaus";
    Option "Answer" "Svar" "Vastaus";
    OfferedIf "Offered if" "Erbjuds om" "Tarjotaan, jos";
    ReadByQuestions "Questions whose condition reads this answer" "Frågor vars villkor läser detta svar" "Kysymykset, joiden ehto lukee tämän vastauksen";
    ReadByCards "Cards whose condition or time limit reads this answer, shown or hidden" "Kort vars villkor eller tidsfrist läser detta svar, visade eller dolda" "Kortit, joiden ehto tai määräaika lukee tämän vastauksen, näkyvät tai piilotetut";
    Source "As written in the pack" "Så står det i paketet" "Näin paketissa";
    ForWhom "For whom" "För vem" "Kenelle";
    Facts "Facts" "Fakta" "Faktat";
    Limits "Time limits" "Tidsfrister" "Määräajat";
    CountsFrom "Counts from the day the person gives at {question}; that day is not counted." "Räknas från den dag som personen anger vid {question}; den dagen räknas inte." "Lasketaan päivästä, jonka henkilö antaa kohdassa {question}; sitä päivää ei lasketa.";
    CalendarDays "Calendar days: every day counts." "Kalenderdagar: varje dag räknas." "Kalenteripäiviä: jokainen päivä lasketaan.";
    CalendarDates "Calendar days: it ends on the day with the same number, or on the last day of a shorter month." "Kalenderdagar: den går ut den dag som har samma nummer, eller den sista dagen i en kortare månad." "Kalenteripäiviä: päättyy järjestysnumeroltaan samana päivänä tai lyhyemmän kuukauden viimeisenä päivänä.";
    WorkingDays "Working days: Monday to Friday, but not public holidays." "Arbetsdagar: måndag till fredag, men inte helgdagar." "Työpäiviä: maanantaista perjantaihin, mutta ei pyhäpäiviä.";
    Moves "The last day moves to the next working day if it is a Saturday, Sunday, holiday or eve." "Den sista dagen flyttas till nästa vardag om den är en lördag, söndag, helgdag eller helgdagsafton." "Viimeinen päivä siirtyy seuraavaan arkipäivään, jos se on lauantai, sunnuntai, pyhäpäivä tai aatto.";
    Stays "The last day does not move." "Den sista dagen flyttas inte." "Viimeinen päivä ei siirry.";
    Runs "Runs if" "Löper om" "Kuluu, jos";
    ReadOn "read {day}" "läst {day}" "luettu {day}";
    FromLaw "From the text of the law; when it was read stands beside each law." "Ur lagens text; när den lästes står vid varje lag." "Lain tekstistä; lukuaika on jokaisen lain kohdalla.";
    Promised "Promised" "Utlovat" "Luvattu";
    PromisedNot "Promised not to show" "Utlovat att inte visa" "Luvattu jättää näyttämättä";
    Unpromised "Rights without a promise" "Rättigheter utan löfte" "Oikeudet, joita ei ole luvattu";
    UnpromisedLead "No promise says for whom these rights always show, so nothing is proved of them for all answers." "Inget löfte säger för vem dessa rättigheter alltid visas, så inget är bevisat om dem för alla svar." "Mikään lupaus ei kerro, kenelle nämä oikeudet aina näkyvät, joten niistä ei ole todistettu mitään kaikille vastauksille.";
    UnpromisedNone "Every right has a promise." "Varje rättighet har ett löfte." "Jokainen oikeus on luvattu.";
    Personas "Personas" "Personer" "Persoonat";
    PersonasLead "Made-up people who test the pack." "Påhittade personer som prövar paketet." "Keksittyjä ihmisiä, joilla pakettia koetellaan.";
    Shows "shown to" "visas för" "näytetään:";
    MayShow "may apply to" "kan gälla" "voi koskea:";
    Hides "not shown to" "visas inte för" "ei näytetä:";
    DayAlone "only the last day is expected for" "bara den sista dagen väntas för" "vain viimeistä päivää odotetaan:";
    LastDay "Last day: {day}" "Sista dag: {day}" "Viimeinen päivä: {day}";
    NoLastDay "No last day" "Ingen sista dag" "Ei viimeistä päivää";
    ShowsCards "Shown" "Visas" "Näkyvät";
    MayShowCards "May apply" "Kan gälla" "Voivat koskea";
    HidesCards "Not shown" "Visas inte" "Eivät näy";
    NoPersona "No persona is shown this card, and none is a near miss." "Ingen person visas kortet, och ingen är nära att visas det." "Yksikään persoona ei koettele tätä korttia.";
    Answers "Answers" "Svar" "Vastaukset";
    Skipped "rather not say" "vill inte säga" "ei halua kertoa";
    Asked "Asked on" "Frågar den" "Kysyy";
    Owner "Kept by" "Sköts av" "Ylläpitäjä";
    NoOwner "nobody is named" "ingen är nämnd" "ketään ei ole nimetty";
    Stands "Stands in" "Står i" "Tiedostossa";
    Contact "Contacts" "Kontakter" "Yhteystiedot";
    Everywhere "everywhere" "överallt" "kaikkialla";
    Only "only in" "bara i" "vain:";
    Changed "Changed by the local pack" "Ändrat av det lokala paketet" "Paikallisen paketin muutos";
    Rights "Rights" "Rättigheter" "Oikeudet";
    Danger "Danger" "Fara" "Vaara";
    Services "Services" "Tjänster" "Palvelut";
    Helplines "Helplines" "Telefoner" "Puhelimet";
    Groups "Groups" "Grupper" "Ryhmät";
    Background "Notices" "Upplysningar" "Tietoa";
    Owners "Who owns what" "Vem ansvarar för vad" "Kuka vastaa mistäkin";
    OwnersFiles "Who keeps the content" "Vem sköter innehållet" "Kuka ylläpitää sisältöä";
    OwnersBodies "Which body decides" "Vilket organ som avgör" "Mikä taho päättää";
    BodyUnsaid "not said on the card" "sägs inte på kortet" "ei kerrota kortissa";
    Files "Files" "Filer" "Tiedostot";
    Cards "Cards" "Kort" "Kortit";
    Card "Card" "Kort" "Kortti";
    Due "What is due" "Vad som ska granskas" "Mitä on tarkistettava";
    DueLead "Cards and changes whose check is too old, or will be within 30 days; and laws that are about to end, have ended, or have not begun." "Kort och ändringar vars granskning är för gammal, eller blir det inom 30 dagar; och lagar som snart upphör, har upphört eller inte har trätt i kraft." "Kortit ja muutokset, joiden tarkistus on vanhentunut tai vanhenee 30 päivän kuluessa; sekä lait, jotka päättyvät pian, ovat päättyneet tai eivät ole vielä voimassa.";
    DueNone "Nothing is due within 30 days." "Inget ska granskas inom 30 dagar." "Mitään ei ole tarkistettava 30 päivän kuluessa.";
    DueNext "The next is due on" "Nästa ska granskas den" "Seuraava on tarkistettava";
    Until "Due" "Senast" "Viimeistään";
    What "What" "Vad" "Mitä";
    Stale "its check is too old" "granskningen är för gammal" "tarkistus on vanhentunut";
    SoonStale "check it again by then" "granska på nytt senast då" "tarkista uudelleen siihen mennessä";
    Ahead "its check lies ahead of the day of this report" "granskningen ligger efter rapportens dag" "tarkistus on raportin päivän jälkeen";
    Lapsed "the law has ended" "lagen har upphört" "laki on päättynyt";
    SoonLapsed "the law ends" "lagen upphör" "laki päättyy";
    NotYet "the law begins" "lagen träder i kraft" "laki tulee voimaan";
    Reading "How hard the texts are to read" "Hur svåra texterna är att läsa" "Miten vaikeita tekstit ovat";
    ReadingLix "LIX: words of a sentence, and how many words in a hundred have more than six letters. The hardest stand first." "LIX: ord per mening, och hur många ord av hundra som har fler än sex bokstäver. De svåraste står först." "LIX: sanoja virkkeessä, ja montako sanaa sadasta on yli kuuden kirjaimen mittaisia. Vaikeimmat ensin.";
    ReadingWords "Words of a sentence. The hardest stand first." "Ord per mening. De svåraste står först." "Sanoja virkkeessä. Vaikeimmat ensin.";
    Words "Words" "Ord" "Sanoja";
    Sentences "Sentences" "Meningar" "Virkkeitä";
    PerSentence "Words a sentence" "Ord per mening" "Sanaa virkkeessä";
    Text "Text" "Text" "Teksti";
    Register "The register of facts" "Förteckningen över fakta" "Faktaluettelo";
    RegisterLead "Each fact of the country, the cards that carry it or the reason why none does, how sure it is, and the figures that must stand on its cards in each language." "Varje faktum i landet, korten som för det vidare eller skälet till att inget gör det, hur säkert det är, och de uppgifter som ska stå på korten på varje språk." "Jokainen maan fakta, kortit, joissa se kerrotaan, tai syy siihen, ettei sitä kerrota, varmuus, ja tiedot, joiden on oltava korteissa joka kielellä.";
    RegisterNowhere "no card and no reason yet" "inget kort och inget skäl ännu" "ei vielä korttia eikä syytä";
    Fact "Fact" "Faktum" "Fakta";
    FactCarried "Cards, or why none" "Kort, eller varför inget" "Kortit tai syy";
    Figures "Figures" "Uppgifter" "Tiedot";
    Context "Facts listed as context" "Fakta som bakgrund" "Taustaksi merkityt faktat";
    TextsCount "Texts" "Texter" "Tekstejä";
    FieldTitle "title" "rubrik" "otsikko";
    FieldText "text" "text" "teksti";
    FieldHint "hint" "tips" "vihje";
    FieldWhy "why it is asked" "varför det frågas" "miksi kysytään";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_words_is_spoken_to_in_english() {
        assert_eq!(Label::Due.text("nn"), Label::Due.text("en"));
        assert_ne!(Label::Due.text("sv"), Label::Due.text("fi"));
    }
}
