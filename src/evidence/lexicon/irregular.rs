//! English words whose forms no stemmer brings together: strong verbs, odd plurals, comparatives.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A base form and its other forms.
const LINES: &str = "be am is are was were been being;have has had having;do does did done;go goes went gone;say said;get got gotten;make made;\
know knew known;think thought;take took taken;see saw seen;come came;give gave given;find found;tell told;become became;leave left;feel felt;\
bring brought;begin began begun;keep kept;hold held;write wrote written;stand stood;hear heard;mean meant;meet met;run ran;pay paid;sit sat;\
speak spoke spoken;lead led;grow grew grown;lose lost;fall fell fallen;send sent;build built;understand understood;draw drew drawn;\
break broke broken;spend spent;rise rose risen;drive drove driven;buy bought;wear wore worn;choose chose chosen;seek sought;throw threw thrown;\
catch caught;deal dealt;win won;forget forgot forgotten;sell sold;fight fought;teach taught;eat ate eaten;sing sang sung;strike struck stricken;\
hang hung;shake shook shaken;ride rode ridden;feed fed;shoot shot;drink drank drunk;hide hid hidden;arise arose arisen;fly flew flown;\
bear bore born borne;blow blew blown;swim swam swum;swing swung;shrink shrank shrunk;sink sank sunk;steal stole stolen;freeze froze frozen;\
wake woke woken;swear swore sworn;tear tore torn;forbid forbade forbidden;forgive forgave forgiven;withdraw withdrew withdrawn;\
overcome overcame;undergo underwent undergone;undertake undertook undertaken;overtake overtook overtaken;foresee foresaw foreseen;\
mislead misled;rebuild rebuilt;repay repaid;retell retold;sleep slept;sweep swept;creep crept;weep wept;lend lent;bend bent;burn burnt;\
learn learnt;dream dreamt;lean leant;leap leapt;spell spelt;spill spilt;spoil spoilt;light lit;shine shone;slide slid;stick stuck;\
dig dug;spin spun;win winning;flee fled;bleed bled;breed bred;speed sped;lay laid;lie lying;ring rang rung;spring sprang sprung;\
bite bitten;beat beaten;cling clung;fling flung;grind ground;wind wound;bind bound;shut shutting;cut cutting;put putting;hit hitting;set setting;\
man men;woman women;child children;person people persons;foot feet;tooth teeth;mouse mice;goose geese;life lives;wife wives;knife knives;\
half halves;leaf leaves;shelf shelves;thief thieves;wolf wolves;crisis crises;analysis analyses;basis bases;thesis theses;hypothesis hypotheses;\
criterion criteria;phenomenon phenomena;index indices;medium media;datum data;good better best well;bad worse worst;far further furthest farther;\
much more most;little less least;third thirds;die died dying dies;tie tied tying;use used using uses;news news;lay lays laying;\
mortal mortality;strong strength;long length;wide width;high height;deep depth;hot heat;true truth;young youth;poor poverty;rich wealth;\
lose loss losses;sell sale sales;grow growth;die death deaths;choose choice choices;give gift gifts;fly flight flights;prove proof proofs;\
believe belief beliefs;decide decision decisions;succeed success;divide division;expand expansion;permit permission;admit admission;invade invasion;\
explode explosion;conclude conclusion;include inclusion;exclude exclusion;persuade persuasion;produce production;reduce reduction reductions;\
destroy destruction;receive reception;describe description;subscribe subscription subscriptions;respond response responses;defend defence defense;\
intend intention intent;extend extension extent;suspend suspension;compete competition competitive;advise advice adviser advisers;\
marry marriage;arrive arrival;approve approval;refuse refusal;propose proposal proposals;deny denial;survive survival survivor;apply application applications;\
acquire acquisition;require requirement requirements;detect detection;electric electricity electrical;analyse analysis analyze;pay payment payments;\
govern government;develop development developments;invest investment investments;announce announcement;agree agreement agreements;\
employ employment;move movement;argue argument;judge judgement judgment;settle settlement;launch launches launched launching";

static TABLE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in LINES.split(';') {
        let mut forms = line.trim().split(' ');
        let Some(base) = forms.next() else { continue };
        for form in forms {
            table.entry(form).or_insert(base);
        }
    }
    table
});

/// The base form of a word in small letters, where it has one that is not seen in it.
pub(super) fn base(lower: &str) -> Option<&'static str> {
    TABLE.get(lower).copied()
}
