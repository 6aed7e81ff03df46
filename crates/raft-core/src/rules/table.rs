//! The machinery behind [`Rules`]: from one list of rules, the enums, the struct, and a table of their
//! names for whoever reads or writes rules as text.

use serde::Serialize;

use super::Rules;

/// What a choice affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// The paper's own choice.
    Paper,
    /// It can violate a property.
    Unsafe,
    /// It changes only whether, or how soon, the cluster makes progress.
    Liveness,
    /// It changes only the cost.
    Efficiency,
}

/// One rule, by name.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name in scenarios and on the page.
    pub name: &'static str,
    /// What can be chosen, the paper's own first.
    pub choices: &'static [Choice],
    get: fn(&Rules) -> usize,
    set: fn(&mut Rules, usize),
}

/// One choice of a rule, by name.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Its name in scenarios and on the page.
    pub name: &'static str,
    /// What it affects.
    pub weight: Weight,
}

impl Rule {
    /// The choice that `rules` makes.
    pub fn chosen(&self, rules: &Rules) -> Choice {
        self.choices[(self.get)(rules)]
    }

    /// Chooses by name. Returns false, and changes nothing, if there is no such choice.
    #[must_use]
    pub fn choose(&self, rules: &mut Rules, name: &str) -> bool {
        let at = self.choices.iter().position(|choice| choice.name == name);
        if let Some(at) = at {
            (self.set)(rules, at);
        }
        at.is_some()
    }

    pub(super) const fn new(
        name: &'static str,
        choices: &'static [Choice],
        get: fn(&Rules) -> usize,
        set: fn(&mut Rules, usize),
    ) -> Self {
        Self { name, choices, get, set }
    }
}

impl Rules {
    /// The rule of that name.
    pub fn find(name: &str) -> Option<&'static Rule> {
        Self::TABLE.iter().find(|rule| rule.name == name)
    }
}

/// Serializes as a map from the names of all rules to the names of their choices.
impl Serialize for Rules {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Self::TABLE.iter().map(|rule| (rule.name, rule.chosen(self).name)))
    }
}

/// Declares the rules: `field "name": Enum { Variant "name" Weight, … }`.
macro_rules! rules {
    ($(
        $(#[$doc:meta])*
        $field:ident $name:literal: $rule:ident {
            $($(#[$variant_doc:meta])* $variant:ident $variant_name:literal $weight:ident,)+
        }
    )+) => {
        /// One choice for each decision. `Rules::default()` is Figure 2 of the paper.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        pub struct Rules {
            $($(#[$doc])* #[cfg_attr(feature = "typescript", serde(rename = $name))] pub $field: $rule,)+
        }

        impl Rules {
            /// Every rule.
            pub const TABLE: &'static [$crate::rules::Rule] = &[$(
                $crate::rules::Rule::new(
                    $name,
                    &[$($crate::rules::Choice {
                        name: $variant_name,
                        weight: $crate::rules::Weight::$weight,
                    },)+],
                    |rules| rules.$field as usize,
                    |rules, choice| rules.$field = $rule::ALL[choice],
                ),
            )+];
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
            pub enum $rule {
                $($(#[$variant_doc])* #[cfg_attr(feature = "typescript", serde(rename = $variant_name))] $variant,)+
            }

            impl $rule {
                /// Every choice, the paper's own first.
                pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            }
        )+
    };
}
pub(super) use rules;
