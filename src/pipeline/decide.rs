//! The editor's word on stories: what to change in which file so that a story is split, merged, renamed, refused or taken back.
//!
//! Every decision stands in the files that there are: `story:` in an article, `aliases` in a digest, `stories.refused` in digest.yaml. So a hand can read
//! it, change it and take it back, and nothing else has to be kept.

use super::Content;
use crate::diag::{Diagnostic, Span, codes, nearest};
use crate::files::{Edit, Snapshot};
use crate::text::slug::{is_slug, slug};
use crate::types::{DigestFile, Grouping, HandText, Placement, Story, digest_file};
use std::borrow::Cow;

/// What the editor decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Rename {
        story: String,
        name: String,
    },
    Merge {
        stories: Vec<String>,
        into: String,
    },
    /// `name`: what the new story is called; from the first article's title where it is not given.
    Split {
        story: String,
        articles: Vec<String>,
        name: Option<String>,
    },
    Refuse {
        story: String,
    },
    /// Takes a refusal back.
    Accept {
        story: String,
    },
}

/// What has to be written, and what to tell the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// In the order in which they are to be made: a file is never gone before what takes its place is there.
    pub edits: Vec<Edit>,
    pub said: Vec<String>,
}

/// Longest name that is made from a title, in bytes.
const LONGEST: usize = 60;

/// Works out what a decision means for the files.
///
/// # Errors
/// A decision that makes no sense here, with what to type instead.
pub fn decide(content: &Content, snapshot: &Snapshot, grouping: &Grouping, decision: &Decision) -> Result<Decided, Diagnostic> {
    let desk = Desk { content, snapshot, grouping };
    match decision {
        Decision::Rename { story, name } => desk.rename(story, name),
        Decision::Merge { stories, into } => desk.merge(stories, into),
        Decision::Split { story, articles, name } => desk.split(story, articles, name.as_deref()),
        Decision::Refuse { story } => desk.refuse(story),
        Decision::Accept { story } => desk.accept(story),
    }
}

struct Desk<'a> {
    content: &'a Content,
    snapshot: &'a Snapshot,
    grouping: &'a Grouping,
}

impl<'a> Desk<'a> {
    fn rename(&self, story: &str, name: &str) -> Result<Decided, Diagnostic> {
        let told = self.story(story)?;
        if story == name {
            return Err(refused(format!("`{story}` has that name already")).hint("nothing to do"));
        }
        self.free(name, |taken| format!("to make the two one: `digest stories merge {story} --into {taken}`"))?;
        let mut decided = Decided { said: vec![format!("renamed {story} to {name}")], ..Decided::default() };
        match self.content.digest(story) {
            None => decided.edits.extend(self.put(&told.articles, name)?),
            Some(file) => {
                // What the digest cites comes with it; what was put in by hand has to be put in again.
                let put_by_hand = |a: &&String| self.placed(a) == Some(story);
                let by_hand: Vec<String> = told.articles.iter().filter(put_by_hand).cloned().collect();
                let path = file.path.replace(&format!("{story}.md"), &format!("{name}.md"));
                let mut text = file.text.text();
                let (old, new) = (address(file.slug()), address(file.digest.slug.as_deref().unwrap_or(name)));
                if old != new {
                    if let Some(without) = HandText::front_matter(&text).and_then(|t| t.remove(&["aliases"], &new)) {
                        text = without;
                    }
                    text = self.alias(file, &text, &old)?;
                    decided.said.push(format!("{old} leads to {new}"));
                }
                decided.edits.push(written(&path, self.signed(file, text)?));
                decided.edits.extend(self.put(&by_hand, name)?);
                decided.edits.push(Edit { path: file.path.to_string(), contents: None, keep_original: false });
            }
        }
        decided.said.push(format!("to undo: digest stories rename {name} {story}"));
        Ok(decided)
    }

    fn merge(&self, stories: &[String], into: &str) -> Result<Decided, Diagnostic> {
        let target = self.story(into)?;
        let mut decided = Decided::default();
        let mut gone: Vec<&DigestFile> = Vec::new();
        let mut moved: Vec<String> = Vec::new();
        let mut undo: Vec<String> = Vec::new();
        for (at, name) in stories.iter().enumerate() {
            if name == into || stories[..at].contains(name) {
                return Err(refused(format!("`{name}` is named twice")).hint("name each story once, and another one after `--into`"));
            }
            let told = self.story(name)?;
            if let Some(file) = self.content.digest(name) {
                if self.content.digest(into).is_none() {
                    return Err(refused(format!("`{name}` has a digest and `{into}` has none: a published story keeps its address"))
                        .hint(format!("the other way round: `digest stories merge {into} --into {name}`")));
                }
                gone.push(file);
            }
            moved.extend(told.articles.iter().cloned());
            undo.push(format!("digest stories split {into} {} --as {name}", told.articles.join(" ")));
        }
        if self.content.digest(into).is_none() {
            // Its name was the program's idea until now, and would be another one with other articles.
            moved.extend(target.articles.iter().cloned());
        }
        decided.said.push(format!("merged {} into {into}", stories.join(", ")));
        if let Some(file) = self.content.digest(into) {
            let mut text = file.text.text();
            let here = address(file.slug());
            for old in &gone {
                for from in old.digest.aliases.iter().cloned().chain([address(old.slug())]).filter(|a| *a != here && !file.digest.aliases.contains(a)) {
                    text = self.alias(file, &text, &from)?;
                    decided.said.push(format!("{from} leads to {here}"));
                }
            }
            if !gone.is_empty() {
                decided.edits.push(written(&file.path, self.signed(file, text)?));
            }
        }
        decided.edits.extend(self.put(&moved, into)?);
        for old in gone {
            decided.edits.push(Edit { path: old.path.to_string(), contents: None, keep_original: true });
            decided.said.push(format!("{} is kept as {}.orig", old.path, old.path));
            undo.push(format!("give {}.orig its name back", old.path));
        }
        decided.said.push(format!("to undo: {}", undo.join("; ")));
        Ok(decided)
    }

    fn split(&self, story: &str, articles: &[String], name: Option<&str>) -> Result<Decided, Diagnostic> {
        let told = self.story(story)?;
        let mut leaving: Vec<String> = Vec::new();
        for given in articles {
            let stem = crate::types::article_file::stem_of(given);
            if !told.articles.iter().any(|a| a == stem) {
                return Err(self.not_in(stem, told));
            }
            if !leaving.iter().any(|a| a == stem) {
                leaving.push(stem.to_owned());
            }
        }
        let staying: Vec<String> = told.articles.iter().filter(|a| !leaving.contains(a)).cloned().collect();
        if staying.is_empty() {
            return Err(refused(format!("these are all the articles of `{story}`: nothing would stay in it"))
                .hint(format!("to give it another name: `digest stories rename {story} NAME`")));
        }
        let title = leaving.first().and_then(|a| self.content.article(a)).map_or(String::new(), |a| slug(&a.article.title, LONGEST));
        let name = name.unwrap_or(&title);
        self.free(name, |_| "give the new story a name of its own: `--as NAME`".to_owned())?;
        let mut decided = Decided::default();
        decided.said.push(format!("split {} from {story} into {name}", leaving.join(", ")));
        let digest = self.content.digest(story);
        if let Some(file) = digest {
            let cited = |stem: &String| file.digest.sources.iter().any(|s| s.article.as_deref() == Some(stem));
            if leaving.iter().any(cited) {
                decided.said.push(format!("{} cites what it cited: a published story keeps its sources", file.path));
            }
            // A story that was merged into this one gets its address back.
            if let Some(text) = HandText::front_matter(&file.text.text()).and_then(|t| t.remove(&["aliases"], &address(name))) {
                decided.edits.push(written(&file.path, self.signed(file, text)?));
                decided.said.push(format!("{} leads to it again", address(name)));
            }
        }
        decided.edits.extend(self.put(&leaving, name)?);
        // What stays would else find its way to what left.
        let held = |stem: &&String| digest.is_some_and(|f| f.digest.sources.iter().any(|s| s.article.as_deref() == Some(stem.as_str())));
        let loose: Vec<String> = staying.iter().filter(|a| !held(a)).cloned().collect();
        decided.edits.extend(self.put(&loose, story)?);
        decided.said.push(format!("to undo: digest stories merge {name} --into {story}"));
        Ok(decided)
    }

    fn refuse(&self, story: &str) -> Result<Decided, Diagnostic> {
        if self.content.config.stories.refused.iter().any(|r| r == story) {
            return Err(refused(format!("`{story}` is refused already")).hint(format!("to take that back: `digest stories accept {story}`")));
        }
        let told = self.story(story)?;
        let mut decided =
            Decided { said: vec![format!("refused {story}: no digest will be written for it, nor for what else is told of it")], edits: Vec::new() };
        let config = self.config(|t| t.add(&["stories", "refused"], story), &format!("put `{story}` into the list `refused` below `stories:` by hand"))?;
        decided.edits.push(config);
        decided.edits.extend(self.put(&told.articles, story)?);
        if let Some(file) = self.content.digest(story) {
            decided.edits.push(Edit { path: file.path.to_string(), contents: None, keep_original: true });
            decided.said.push(format!("{} is kept as {}.orig; {} is no page any more", file.path, file.path, address(file.slug())));
        }
        let back = self.content.digest(story).map_or(String::new(), |f| format!("; give {}.orig its name back", f.path));
        decided.said.push(format!("to undo: digest stories accept {story}{back}"));
        Ok(decided)
    }

    fn accept(&self, story: &str) -> Result<Decided, Diagnostic> {
        let names = &self.content.config.stories.refused;
        if !names.iter().any(|r| r == story) {
            let found = refused(format!("`{story}` is not refused"));
            return Err(match nearest(story, names.iter().map(String::as_str)) {
                Some(near) => found.hint(format!("did you mean `{near}`?")),
                None if names.is_empty() => found.hint("no story is"),
                None => found.hint(format!("refused are: {}", names.join(", "))),
            });
        }
        let config =
            self.config(|t| t.remove(&["stories", "refused"], story), &format!("take `{story}` out of the list `refused` below `stories:` by hand"))?;
        Ok(Decided { edits: vec![config], said: vec![format!("{story} is a story again"), format!("to undo: digest stories refuse {story}")] })
    }

    /// The story of this name.
    fn story(&self, name: &str) -> Result<&'a Story, Diagnostic> {
        let stories = &self.grouping.stories;
        if let Some(story) = stories.iter().find(|s| s.name == name) {
            return Ok(story);
        }
        if self.content.config.stories.refused.iter().any(|r| r == name) {
            return Err(refused(format!("`{name}` is refused")).hint(format!("first take that back: `digest stories accept {name}`")));
        }
        if let Some(file) = self.content.digest(name) {
            return Err(refused(format!("none of the articles of `{name}` is kept in content/articles")).hint(format!(
                "put one back, or rename {} by hand and give it `aliases: [{}]`",
                file.path,
                address(file.slug())
            )));
        }
        let found = refused(format!("there is no story `{name}`"));
        let of_article = stories.iter().find(|s| s.articles.iter().any(|a| a == name));
        let names = || stories.iter().map(|s| s.name.as_str());
        let near = nearest(name, names()).or_else(|| names().find(|n| !name.is_empty() && n.contains(name)));
        Err(match (of_article, near) {
            (Some(story), _) => found.hint(format!("`{name}` is an article of the story `{}`", story.name)),
            (None, Some(near)) => found.hint(format!("did you mean `{near}`?")),
            (None, None) => found.hint("`digest stories` lists them all"),
        })
    }

    /// Whether a new story can have this name.
    fn free(&self, name: &str, instead: impl Fn(&str) -> String) -> Result<(), Diagnostic> {
        if name == "none" {
            return Err(refused("`none` cannot be the name of a story: `story: none` puts an article into no story".to_owned()).hint("choose another name"));
        }
        if !is_slug(name) {
            let found = refused(format!("`{name}` cannot be the name of a story: it stands in addresses"));
            let near = Some(slug(name, LONGEST)).filter(|s| !s.is_empty() && s != "none");
            return Err(match near {
                Some(near) => found.hint(format!("did you mean `{near}`?")),
                None => found.hint("use small letters, digits and hyphens"),
            });
        }
        let stories = self.grouping.stories.iter().chain(&self.grouping.refused).map(|s| s.name.as_str());
        let digests = self.content.digests.iter().map(|d| d.stem.as_str());
        let refusals = self.content.config.stories.refused.iter().map(String::as_str);
        match stories.chain(digests).chain(refusals).find(|taken| *taken == name) {
            Some(taken) => Err(refused(format!("there is a story `{name}` already")).hint(instead(taken))),
            None => Ok(()),
        }
    }

    fn not_in(&self, stem: &str, told: &Story) -> Diagnostic {
        let found = refused(format!("`{stem}` is no article of `{}`", told.name));
        let home = self.grouping.stories.iter().find(|s| s.articles.iter().any(|a| a == stem));
        match (home, nearest(stem, told.articles.iter().map(String::as_str))) {
            (Some(home), _) => found.hint(format!("it is one of `{}`", home.name)),
            (None, Some(near)) => found.hint(format!("did you mean `{near}`?")),
            (None, None) => found.hint(format!("it has: {}", told.articles.join(", "))),
        }
    }

    /// The story that an article was put in by hand.
    fn placed(&self, stem: &str) -> Option<&str> {
        match &self.content.article(stem)?.article.story {
            Some(Placement::Story(name)) => Some(name),
            _ => None,
        }
    }

    /// `story: NAME` in each of these articles.
    fn put(&self, stems: &[String], name: &str) -> Result<Vec<Edit>, Diagnostic> {
        let mut edits = Vec::new();
        for file in stems.iter().filter(|s| self.placed(s) != Some(name)).filter_map(|s| self.content.article(s)) {
            let by_hand = || unsure(&file.path, &format!("put `story: {name}` into its front matter by hand"));
            let text = self.text(&file.path).and_then(|t| HandText::front_matter(&t)?.set("story", name)).ok_or_else(by_hand)?;
            edits.push(written(&file.path, text));
        }
        edits.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(edits)
    }

    fn alias(&self, file: &DigestFile, text: &str, from: &str) -> Result<String, Diagnostic> {
        let by_hand = || unsure(&file.path, &format!("put `{from}` into its `aliases` by hand"));
        HandText::front_matter(text).and_then(|t| t.add(&["aliases"], from)).ok_or_else(by_hand)
    }

    /// A digest that no hand had touched is still one after our own change of its front matter.
    fn signed(&self, before: &DigestFile, text: String) -> Result<String, Diagnostic> {
        if before.is_edited() {
            return Ok(text);
        }
        let signed = HandText::front_matter(&text).and_then(|t| t.set("composed", &digest_file::fingerprint(&text)));
        signed.ok_or_else(|| unsure(&before.path, "take out its line `composed:` by hand"))
    }

    fn config(&self, change: impl Fn(HandText) -> Option<String>, by_hand: &str) -> Result<Edit, Diagnostic> {
        let path = crate::config::FILE;
        let text = self.text(path).and_then(|t| change(HandText::whole(&t))).ok_or_else(|| unsure(path, by_hand))?;
        Ok(written(path, text))
    }

    fn text(&self, path: &str) -> Option<Cow<'a, str>> {
        self.snapshot.get(path)?.text()
    }
}

fn address(slug: &str) -> String {
    format!("/story/{slug}/")
}

fn written(path: &str, text: String) -> Edit {
    Edit { path: path.to_owned(), contents: Some(text), keep_original: false }
}

fn refused(message: String) -> Diagnostic {
    Diagnostic::homeless(&codes::BAD_VALUE, message)
}

/// A file written in a way that we do not dare to change.
fn unsure(path: &str, by_hand: &str) -> Diagnostic {
    Diagnostic::new(&codes::BAD_VALUE, Span::whole(path), "it is written in a way in which this cannot be changed without risk").hint(by_hand.to_owned())
}
