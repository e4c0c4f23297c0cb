//! Small integers that names are interned to, once, while a project is resolved.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the table that holds what this id stands for.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of a position in its table.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    };
}

id!(/** A file that was read: an article, a claim file or the settings. */ FileId);
id!(/** A source: an article, a draft or a reference. */ SourceId);
id!(/** A person, place, organisation or thing. */ EntityId);
id!(/** A property that a state claim gives a value. */ PropertyId);
id!(/** One of the choices of a property, by its place in the property's list. */ ChoiceId);
id!(/** An event: one moment, or something that lasts. */ EventId);
id!(/** Something that somebody said, quoted in one or several articles. */ UtteranceId);
id!(/** A claim of one source. */ ClaimId);
