//! Verbs that mean something of their own with a particle: who puts a purchase off postpones it.

use super::{Sym, SymMap, rarity};
use std::sync::LazyLock;

/// Words of one meaning, verbs with their particles among them. The first word without a particle tells how uncommon the meaning is.
pub(super) const GROUPS: &[&str] = &[
    "put_off push_back postpone delay defer",
    "call_off cancel scrap abandon",
    "turn_off switch_off shut_off power_down disable deactivate",
    "turn_on switch_on power_up enable activate",
    "shut_down close_down wind_down close shutter",
    "set_up establish found create",
    "take_over acquire buy takeover",
    "turn_over hand_over surrender deliver",
    "hand_out give_out distribute",
    "hand_in submit",
    "lay_off layoff dismiss fire sack",
    "turn_down reject refuse decline",
    "throw_out reject dismiss",
    "bring_in introduce",
    "roll_out introduce launch release",
    "roll_back reverse undo",
    "carry_out conduct perform execute",
    "point_out note say",
    "find_out discover learn",
    "go_up rise increase",
    "go_down come_down fall drop decline",
    "bring_down lower reduce cut",
    "scale_back cut_back cut_down reduce cut",
    "scale_up expand increase",
    "pull_out back_out drop_out withdraw leave quit",
    "take_part participate",
    "take_place happen occur",
    "step_down stand_down resign quit",
    "sign_up register enrol enroll subscribe",
    "rule_out exclude",
    "speed_up accelerate hasten",
    "slow_down slow decelerate",
    "break_down fail",
    "look_into investigate examine probe",
    "deal_with handle",
    "leave_out omit",
    "give_up abandon quit",
    "give_back pay_back return repay refund",
    "send_back return",
    "hold_back keep_back withhold",
    "hold_up delay",
    "take_on hire recruit employ",
    "team_up partner cooperate collaborate",
    "work_together cooperate collaborate",
    "draw_up draft prepare",
    "go_ahead proceed",
    "go_on carry_on continue",
    "hold_on keep retain",
    "do_away abolish scrap",
    "bring_about cause",
    "bring_back restore return",
    "show_up appear",
    "set_aside reserve",
    "sort_out resolve solve",
    "track_down find",
    "try_out test try",
    "wipe_out destroy eliminate",
    "take_down take_away remove delete",
    "take_back withdraw retract",
    "blow_up explode",
    "buy_up buy acquire",
    "build_up build",
    "spread_out spread",
    "fill_in fill_out complete",
    "check_out check examine",
    "keep_on continue",
    "run_into encounter",
    "come_across encounter find",
    "fall_apart collapse",
];

/// What verbs and their particles mean together.
struct Table {
    /// By the particle, as typed: the verb in its base form, the whole, and how much it says by being uncommon.
    by_particle: SymMap<Vec<(Sym, Sym, f64)>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut by_particle: SymMap<Vec<(Sym, Sym, f64)>> = SymMap::default();
    for group in GROUPS {
        let plain = group.split(' ').find(|w| !w.contains('_')).map_or(1.0, rarity);
        for (word, verb, particle) in group.split(' ').filter_map(|w| w.split_once('_').map(|(verb, particle)| (w, verb, particle))) {
            by_particle.entry(Sym::raw(particle)).or_default().push((Sym::of(verb), Sym::raw(word), plain));
        }
    }
    Table { by_particle }
});

/// What a verb in its compared form means with a particle as typed, and the rarity of that, 0 to 1.
pub(in crate::evidence) fn together(verb: Sym, particle: Sym) -> Option<(Sym, f64)> {
    let with_it = TABLE.by_particle.get(&particle)?;
    with_it.iter().find(|(v, _, _)| *v == verb).map(|(_, whole, rarity)| (*whole, *rarity))
}

/// Whether verbs change their meaning with this word behind them.
pub(in crate::evidence) fn is_particle(typed: Sym) -> bool {
    TABLE.by_particle.contains_key(&typed)
}

/// A word of a list, which may be a verb with its particle.
pub(super) fn word(listed: &str) -> Sym {
    if listed.contains('_') { Sym::raw(listed) } else { Sym::of(listed) }
}
