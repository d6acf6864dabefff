//! Single values: strings, numbers, ids and stretches of time, and lists of anything.

use std::fmt;
use std::num::{NonZeroU8, NonZeroU16};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Wire, Written};
use crate::file::{Fault, Invalid};
use crate::model::{
    Counter, DateSpan, GoalId, Half, Id, IndicatorId, Language, MeasureId, Month, MonthDay, ParagraphId,
    PartId, PersonId, PlaceholderName, PlanKind, Progress, Quarter, SectionId, Text, Week, Weight, YearDay,
    YearNumber,
};

/// A year and a number in it, such as the month.
pub(crate) type OfYear = (i32, u32);

/// A first and a last day.
pub(crate) type Days = (NaiveDate, NaiveDate);

/// Tells whether a field can be left out.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// An exact decimal, written as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number(pub(crate) Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;

        impl Visitor<'_> for Digits {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number between quotes, such as \"96.4\"")
            }

            fn visit_str<E: Error>(self, digits: &str) -> Result<Number, E> {
                let number = Decimal::from_str_exact(digits);
                number.map(Number).map_err(|_not_a_number| E::invalid_value(Unexpected::Str(digits), &self))
            }
        }

        deserializer.deserialize_str(Digits)
    }
}

impl Wire<Decimal> for Number {
    fn from_model(model: &Decimal) -> Self {
        Self(*model)
    }

    fn into_model(self) -> Result<Decimal, Invalid> {
        Ok(self.0)
    }
}

impl Wire<Weight> for Number {
    fn from_model(model: &Weight) -> Self {
        Self(model.points())
    }

    fn into_model(self) -> Result<Weight, Invalid> {
        Ok(Weight::new(self.0)?)
    }
}

/// Values that are written as they are.
macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Wire<$type> for $type {
            fn from_model(model: &$type) -> Self {
                model.clone()
            }

            fn into_model(self) -> Result<$type, Invalid> {
                Ok(self)
            }
        }
    )*};
}

plain!(String, NaiveDate, NonZeroU8, NonZeroU16);

/// Ids, written as bare numbers.
macro_rules! ids {
    ($($id:ident),*) => {$(
        impl Wire<$id> for u64 {
            fn from_model(model: &$id) -> Self {
                model.id().number()
            }

            fn into_model(self) -> Result<$id, Invalid> {
                Ok($id::new(Id::from_number(self)))
            }
        }
    )*};
}

ids!(PartId, SectionId, GoalId, MeasureId, IndicatorId, ParagraphId, PersonId);

impl Wire<Counter> for u64 {
    fn from_model(model: &Counter) -> Self {
        model.next_number()
    }

    fn into_model(self) -> Result<Counter, Invalid> {
        Ok(Counter::starting_at(self))
    }
}

/// Values that the model takes from a plainer one if they are possible.
macro_rules! checked {
    ($($type:ident from $plain:ty),* $(,)?) => {$(
        impl Wire<$type> for $plain {
            fn from_model(model: &$type) -> Self {
                (*model).into()
            }

            fn into_model(self) -> Result<$type, Invalid> {
                Ok($type::try_from(self)?)
            }
        }
    )*};
}

checked! {
    Progress from u8,
    MonthDay from u8,
    YearDay from (u8, u8),
    YearNumber from i32,
    Month from OfYear,
    Quarter from OfYear,
    Half from OfYear,
    Week from OfYear,
    DateSpan from Days,
}

impl Wire<(u8, MonthDay)> for (u8, u8) {
    fn from_model(model: &(u8, MonthDay)) -> Self {
        (model.0, model.1.into())
    }

    fn into_model(self) -> Result<(u8, MonthDay), Invalid> {
        Ok((self.0, MonthDay::try_from(self.1)?))
    }
}

impl Wire<Text> for String {
    fn from_model(model: &Text) -> Self {
        model.as_str().to_owned()
    }

    fn into_model(self) -> Result<Text, Invalid> {
        Ok(self.into())
    }

    fn write<S: Serializer>(model: &Text, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(model.as_str())
    }

    fn is_left_out(model: &Text) -> bool {
        // White space is something to keep.
        model.as_str().is_empty()
    }
}

impl Wire<PlaceholderName> for String {
    fn from_model(model: &PlaceholderName) -> Self {
        model.as_str().to_owned()
    }

    fn into_model(self) -> Result<PlaceholderName, Invalid> {
        Ok(PlaceholderName::new(&self)?)
    }
}

impl Wire<PlanKind> for String {
    fn from_model(model: &PlanKind) -> Self {
        model.id().to_owned()
    }

    fn into_model(self) -> Result<PlanKind, Invalid> {
        let kind = PlanKind::ALL.iter().copied().find(|kind| kind.id() == self);
        kind.ok_or(Invalid::new(Fault::Kind { found: self }))
    }
}

impl Wire<Language> for String {
    fn from_model(model: &Language) -> Self {
        model.tag().to_owned()
    }

    fn into_model(self) -> Result<Language, Invalid> {
        let language = Language::ALL.into_iter().find(|language| language.tag() == self);
        language.ok_or(Invalid::new(Fault::Language { found: self }))
    }
}

impl<M, W: Wire<M>> Wire<Vec<M>> for Vec<W> {
    fn from_model(model: &Vec<M>) -> Self {
        model.iter().map(W::from_model).collect()
    }

    fn into_model(self) -> Result<Vec<M>, Invalid> {
        self.into_iter().map(W::into_model).collect()
    }

    fn write<S: Serializer>(model: &Vec<M>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(model.iter().map(Written::<W, M>::new))
    }

    fn is_left_out(model: &Vec<M>) -> bool {
        model.is_empty()
    }
}

impl<M, W: Wire<M>> Wire<Option<M>> for Option<W> {
    fn from_model(model: &Option<M>) -> Self {
        model.as_ref().map(W::from_model)
    }

    fn into_model(self) -> Result<Option<M>, Invalid> {
        self.map(W::into_model).transpose()
    }

    fn write<S: Serializer>(model: &Option<M>, serializer: S) -> Result<S::Ok, S::Error> {
        match model {
            Some(model) => serializer.serialize_some(&Written::<W, M>::new(model)),
            None => serializer.serialize_none(),
        }
    }

    fn is_left_out(model: &Option<M>) -> bool {
        model.is_none()
    }
}

impl<M, W: Wire<M>> Wire<Arc<M>> for W {
    fn from_model(model: &Arc<M>) -> Self {
        W::from_model(model.as_ref())
    }

    fn into_model(self) -> Result<Arc<M>, Invalid> {
        W::into_model(self).map(Arc::new)
    }

    fn write<S: Serializer>(model: &Arc<M>, serializer: S) -> Result<S::Ok, S::Error> {
        W::write(model.as_ref(), serializer)
    }
}
