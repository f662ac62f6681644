//! Every provider, one line each.

use crate::spi::descriptor::Registration;

macro_rules! providers {
    ($($folder:ident),* $(,)?) => {
        $(mod $folder;)*

        /// All providers, in the order they are offered.
        pub fn registry() -> Vec<&'static Registration> {
            [$($folder::PROVIDERS),*].concat()
        }
    };
}

providers! {
    dingcang,
    trackingmore,
    winit,
    xportcn,
}

/// A provider by its id.
pub fn find(id: &str) -> Option<&'static Registration> {
    registry().into_iter().find(|registration| registration.descriptor.id == id)
}
