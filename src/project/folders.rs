//! The folders of the claim files and of the articles, and what is told where one of them is none.

use super::astray;
use super::files::Folder;
use super::mistake::{Help, Mistakes};
use super::model::Site;
use super::settings::{FILE, Settings};

/// A folder that `gainsay.yaml` may name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'s> {
    /// The setting.
    key: &'static str,
    /// What lies in it.
    holds: &'static str,
    /// Relative to the project; empty for the project's own folder.
    pub path: &'s str,
    /// Where the setting stands, if it is written.
    site: Option<Site>,
}

impl<'s> Named<'s> {
    /// The folder of the claim files.
    pub fn claims(settings: &'s Settings, site: Option<Site>) -> Self {
        Self { key: "claims", holds: "claim files", path: &settings.claims, site }
    }

    /// The folder of the articles.
    pub fn sources(settings: &'s Settings, site: Option<Site>) -> Self {
        Self { key: "sources", holds: "articles", path: &settings.sources, site }
    }

    /// The path for people.
    pub fn shown(&self) -> &'s str {
        if self.path.is_empty() { "." } else { self.path }
    }

    /// Whether a path of the project leads into this folder.
    pub fn holds(&self, path: &str) -> bool {
        self.path.is_empty() || path.strip_prefix(self.path).is_some_and(|rest| rest.starts_with('/'))
    }

    /// What is wrong with it, and the mend: it is not there, or it is a file. What else may be wrong is told when it is
    /// read.
    fn amiss(&self, folder: &Folder) -> Option<(String, String)> {
        let (key, holds, shown) = (self.key, self.holds, self.shown());
        match folder.inside(self.path) {
            Ok(real) if real.is_dir() => None,
            Ok(_) => Some(if self.site.is_some() {
                let above = self.path.rsplit_once('/').map_or(".", |(above, _)| above);
                let message = format!("`{shown}` is a file, and `{key}` names the folder of the {holds}");
                (message, format!("name the folder that it lies in: `{key}: {above}`"))
            } else {
                let message = format!("`{shown}` is a file, and the {holds} lie in a folder of that name");
                (message, format!("give the file another name, and put the {holds} into a folder `{shown}`"))
            }),
            Err(refused) if refused.absent => {
                let near = self.site.and_then(|_| astray::nearest_folder(folder, self.path));
                let help = match near {
                    Some(near) => format!("did you mean `{key}: {near}`?"),
                    None if key == "claims" => {
                        "make the folder and write claims into a file in it, such as `example.yaml`".to_owned()
                    }
                    None => format!("make the folder and put the {holds} into it, or name the one that they lie in"),
                };
                Some((format!("there is no folder `{shown}` for the {holds}"), help))
            }
            Err(_) => None,
        }
    }

    /// Tells what is wrong with it; whether anything is. A folder of articles that nobody named or made is nothing to
    /// tell: each article says where it should be.
    pub fn told(&self, folder: &Folder, mistakes: &mut Mistakes) -> bool {
        let there = self.site.is_some() || folder.root.join(self.path).symlink_metadata().is_ok();
        let amiss = self.amiss(folder).filter(|_| there || self.key == "claims");
        let Some((message, help)) = amiss else { return false };
        if there {
            self.tell(message, help, mistakes);
        } else {
            mistakes.add_path(FILE, message, help);
        }
        true
    }

    /// Tells what is wrong with it, where it is named.
    pub fn tell(&self, message: impl Into<String>, help: impl Into<Help>, mistakes: &mut Mistakes) {
        match self.site {
            Some(site) => mistakes.add(site, message, help),
            None => mistakes.add_path(self.shown(), message, help),
        }
    }
}
