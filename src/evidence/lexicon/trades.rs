//! Words of the business and technology press that counts of general English hardly know: trades, crafts, works and the vocabulary of computing. At the
//! beginning of a sentence their capital makes no name of them. In the singular; compared by their stems.

use super::{Sym, SymMap};
use crate::text::words::stem;
use std::sync::LazyLock;

const WORDS: &str = "\
    actuary adjuster adviser advisor aerospace agribusiness agritech agronomist algorithm ambulance amnesty animator annotator appellant appliance \
    apprentice apprenticeship aquaculture arbitrator archaeologist archivist arraignment arson astronomer astronaut atheist autopilot autoworker aviation \
    backdoor backlog bailout ballot bankruptcy barrister battery beekeeper benchmark bidder biochemist biodiversity biofuel biologist biometrics \
    biotech biotechnology blackout blockchain blogger bondholder bookmaker bookseller boatyard botnet bottleneck boycott breach brewer brewery broadband \
    broadcaster brokerage browser bug builder buyback buyout bystander cabinetmaker cannery carbon cardiologist caregiver carer cartel cartoonist \
    casino cathode chairman chairperson chairwoman celebrity censor censorship ceramics charity chatbot checkpoint chemist childcare chiplet chipset choreographer cinema clearinghouse \
    clickbait climatologist clinician clinic cloud coder coding cofounder collateral columnist commuter compiler complainant complaint composer \
    conglomerate contractor copycat copyright copywriter coroner corruption cosmetics courier courtroom coworker craftsman creditor crowdfunding \
    cryptocurrency cryptographer cryptography curator customs cyberattack cyberspace cybersecurity cyclist dairy dashboard database datacenter datacentre \
    dataset dealmaker debtor decarbonisation deepfake defamation defector defendant deforestation demographer dentist deployment depositor dermatologist \
    designer detainee developer diabetic diagnostics dietitian diplomat dissident distillery distributor dividend dockworker documentary donor doomsayer \
    dressmaker driverless drone drought drug dubbing earbud earnings earthquake ecologist economist ecosystem electrician electrolyser electronics \
    embezzlement embryologist emission encryption endowment engineer entrepreneur epidemiologist equity ergonomics erosion ethicist evacuee exchange \
    exhaust exoskeleton exploit exporter eyewitness fabricator factcheck farmhand ferry filmmaker financier fintech firefighter firewall firmware \
    fisherman fishery fixer flagship flautist fleet florist footage footballer footwear forecaster foreman forensics forester forestry forger forwarder \
    fragrance franchise freelancer freight fundraiser fundraising fungus funder furniture gadget gamer gaming geneticist genome genomics \
    geofence geofencing geologist geophysicist geothermal glassmaker glazier glitch goalkeeper goldsmith grader grandparent graphene greenhouse \
    grid grocer grocery guardrail gynaecologist hack hacker hallucination handset hardware harvester hauler haulier headcount headhunter headset \
    healthcare herbicide historian hobbyist homebuyer homeowner hospitality host hotelier household humanoid hydrogen hydrologist hydropower \
    hyperscaler hypothesis icebreaker illustrator immigrant immunologist importer impostor incinerator indictment inference inflation influencer \
    infrastructure injunction inmate inpatient insider insolvency inspectorate installer insurer insurtech interception interlocutor internship \
    interpreter inverter invoice ironworks irrigation jailbreak jailbreaker jeweller jobseeker journalism junta juror kidnapper landfill landlady landlord \
    laptop lawmaker layoff leaderboard legaltech lender lessee liability librarian librarianship lidar lifeguard linguist liquidator literacy \
    lithium lithography litigant litigation litigator livestock lobbyist lockout locksmith logger logistics longshoreman loophole lumberjack machinist \
    magistrate mainframe malpractice malware manslaughter manufacturer manuscript marketer marketplace mathematician mechanic mediator memoir \
    mercenary merger metallurgist metalworker meteorologist methane microbiologist microchip microphone microprocessor microscope midwife migrant \
    miner mineworker misdemeanour misinformation modem moderator moratorium mortgage mortgagee motherboard motorist moulder multimodal \
    musicologist nanotechnology navigator nearshoring negligence neobank neonatologist neuroscience neuroscientist neurologist newscaster newsletter \
    newspaper newsreader notary novelist nuclear nursery nutritionist obituary obstetrician oceanographer offshoring oligarch ombudsman oncologist \
    onlooker onshoring operator ophthalmologist optician optics orbiter organiser ornithologist orthodontist orthopaedics outage outpatient \
    overseer oversight pacemaker paediatrician paediatrics palaeontologist paralegal paramedic parishioner parliamentarian parole passcode passenger \
    passkey password patent pathogen pathologist paycheck payload payout payroll paywall pedestrian penalty pensioner perjury pesticide petition \
    petrochemical petrol pharmacist pharmacologist philanthropist philosopher phishing photographer photonics photovoltaics physician physicist \
    physiologist physiotherapist pilot pipeline piracy pirate plagiarism plaintiff planner plasterer playwright plumber podcast podcaster poet \
    policyholder policymaker pollster pollutant polymer portfolio postdoc postman postmaster powerhouse practitioner preprint prequel pricing primatologist \
    processor procurement profiteer programmer proofreader propeller prosecutor prosthesis prosthetics protectionism protester prototype \
    psychiatrist psychologist psychotherapist publicist puppeteer purchaser quarantine radiographer radiologist radiology railwayman rainforest \
    rancher ransom ransomware ratepayer realtor recession recruiter recycler redundancy referee refinery refugee regulator renewables renter repairer \
    repatriation reporter repository researcher reservist reservoir reshoring resident retailer retiree reviewer rideshare rioter robocall roboticist \
    robotaxi robotics rollout roofer saboteur sailor salesman salesperson satellite sawmill scammer scanner schoolchild schoolteacher scientist scraper \
    screenwriter screenwriting sculptor seafarer seamstress securities semiconductor senator sensor server settler severance shareholder shelving shepherd \
    shipbuilder shipbuilding shipowner shipyard shoplifter shoplifting shopkeeper shopper shortfall shutdown signatory silicon silversmith singer \
    skipper slaughterhouse smartphone smartwatch smelter smuggler sociologist software solicitor sommelier songwriter soundtrack spaceport spacecraft \
    spammer speechwriter spinoff spokesman spokesperson spokeswoman sponsor spyware stablecoin stagehand stakeholder startup statistician steelmaker \
    steelworker steelworks stenographer stevedore steward stockbroker stockpile storeroom storyteller streamer stuntman subcontractor subscriber \
    subsidiary subsidy substation subtitle supercomputer supermarket supervisor supplier surcharge surgeon surveyor sweatshop syndicate taxpayer \
    teammate technician technologist telecom telecommunications telecoms telemetry telescope tenant textile textbook therapist thermometer thinktank \
    tokeniser tokenizer toolmaker toxicologist trader trafficker trainee transcript transcription transformer transistor translator transmitter \
    trawlerman treasurer trespasser turbine tycoon typist undertaker underwriter unemployment unionist upholsterer uranium urbanist urologist \
    usher usurer utility vaccine valuer vendor veterinarian viewer vigilante vineyard violinist virologist virtuoso volcanologist voter wafer waiter \
    waitress warden warehouse watchdog watchmaker watermark wearable webcam webmaster welder wetland whaler whistleblower wholesaler wildfire winegrower \
    winemaker wiretap witness woodworker wordsmith workforce workplace workshop workstation wrongdoing yachtsman zookeeper zoologist";

/// Whether a word in small letters is one of them.
pub(in crate::evidence) fn has(lower: &str) -> bool {
    static STEMS: LazyLock<SymMap<()>> = LazyLock::new(|| WORDS.split_ascii_whitespace().map(|w| (Sym::raw(&stem(w)), ())).collect());
    // Those that make a thing are named for it: drugmaker, phonemaker. Fishermen are men of their trade.
    lower.len() > 7 && ["maker", "makers"].iter().any(|end| lower.ends_with(end))
        || lower.strip_suffix("men").is_some_and(|man| STEMS.contains_key(&Sym::raw(&stem(&format!("{man}man")))))
        || STEMS.contains_key(&Sym::raw(&stem(lower)))
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn trades_are_known_and_names_are_not() {
        for word in ["chipmaker", "drugmakers", "creditors", "fishermen", "datacentres", "robotaxi", "oncologists", "refineries"] {
            assert!(has(word), "{word}");
        }
        for name in ["nimbus", "corvane", "maker", "norvik", "helion", "men"] {
            assert!(!has(name), "{name}");
        }
    }
}
