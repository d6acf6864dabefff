//! Where the program keeps what is not a plan.

use std::path::PathBuf;

/// Returns the folder of settings: the one that `PLANWRIGHT_CONFIG` names, or the usual one of the
/// system; none where there is no home. It may not be there yet.
#[must_use]
pub fn settings_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    if let Some(folder) = std::env::var_os("PLANWRIGHT_CONFIG") {
        return Some(PathBuf::from(folder));
    }
    etcetera::choose_base_strategy().ok().map(|base| base.config_dir().join("planwright"))
}
