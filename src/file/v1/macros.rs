//! The three shapes of a written value, each with its way to the model and back.
//!
//! The way back builds the model's struct or matches its enum in full, so that a field or variant
//! added to the model does not compile until a format knows it.

/// A struct whose fields are the model's. Fields before the `;` are always written, those after it
/// only where they differ from their default. `placed` tells that a fault inside belongs to its id.
macro_rules! record {
    (@place $wire:ident placed) => { Some(crate::model::Id::from_number($wire.id)) };
    (@place $wire:ident) => { None };
    (
        $(#[$meta:meta])*
        $name:ident $($placed:ident)? {
            $($(#[$must_meta:meta])* $must:ident: $must_type:ty,)*
            ;
            $($(#[$may_meta:meta])* $may:ident: $may_type:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$must_meta])* pub(crate) $must: $must_type,)*
            $(
                $(#[$may_meta])*
                #[serde(default, skip_serializing_if = "crate::file::v1::value::is_default")]
                pub(crate) $may: $may_type,
            )*
        }

        impl crate::file::v1::Wire<crate::model::$name> for $name {
            fn from_model(model: &crate::model::$name) -> Self {
                Self {
                    $($must: crate::file::v1::Wire::from_model(&model.$must),)*
                    $($may: crate::file::v1::Wire::from_model(&model.$may),)*
                }
            }

            fn into_model(self) -> Result<crate::model::$name, crate::file::Invalid> {
                let place: Option<crate::model::Id> = $crate::file::v1::macros::record!(@place self $($placed)?);
                let read = || {
                    Ok(crate::model::$name {
                        $($must: self.$must.into_model()?,)*
                        $($may: self.$may.into_model()?,)*
                    })
                };
                read().map_err(|invalid: crate::file::Invalid| invalid.at(place))
            }

            fn write<S: serde::Serializer>(
                model: &crate::model::$name,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                use crate::file::v1::Written;
                use serde::ser::SerializeStruct;
                let musts: &[&str] = &[$(stringify!($must)),*];
                let mays: &[bool] = &[$(!<$may_type as crate::file::v1::Wire<_>>::is_left_out(&model.$may)),*];
                let count = musts.len() + mays.iter().filter(|is_told| **is_told).count();
                let mut record = serializer.serialize_struct(stringify!($name), count)?;
                $(record.serialize_field(stringify!($must), &Written::<$must_type, _>::new(&model.$must))?;)*
                $(
                    if <$may_type as crate::file::v1::Wire<_>>::is_left_out(&model.$may) {
                        record.skip_field(stringify!($may))?;
                    } else {
                        record.serialize_field(
                            stringify!($may),
                            &Written::<$may_type, _>::new(&model.$may),
                        )?;
                    }
                )*
                record.end()
            }
        }
    };
}

/// An enum without contents.
macro_rules! names {
    (
        $(#[$meta:meta])*
        $name:ident = $model:path { $($(#[$variant_meta:meta])* $variant:ident),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub(crate) enum $name {
            $($(#[$variant_meta])* $variant,)*
        }

        impl crate::file::v1::Wire<$model> for $name {
            fn from_model(model: &$model) -> Self {
                use $model as Model;
                match model { $(Model::$variant => Self::$variant,)* }
            }

            fn into_model(self) -> Result<$model, crate::file::Invalid> {
                use $model as Model;
                Ok(match self { $(Self::$variant => Model::$variant,)* })
            }
        }
    };
}

/// An enum each of whose variants holds one value.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($variant:ident($content:ty)),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub(crate) enum $name {
            $($variant($content),)*
        }

        impl crate::file::v1::Wire<crate::model::$name> for $name {
            fn from_model(model: &crate::model::$name) -> Self {
                match model {
                    $(crate::model::$name::$variant(content) => {
                        Self::$variant(crate::file::v1::Wire::from_model(content))
                    })*
                }
            }

            fn into_model(self) -> Result<crate::model::$name, crate::file::Invalid> {
                Ok(match self {
                    $(Self::$variant(content) => crate::model::$name::$variant(content.into_model()?),)*
                })
            }

            fn write<S: serde::Serializer>(
                model: &crate::model::$name,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                match model {
                    // Only formats that count variants use the number, and files are none of those.
                    $(crate::model::$name::$variant(content) => serializer.serialize_newtype_variant(
                        stringify!($name),
                        0,
                        stringify!($variant),
                        &crate::file::v1::Written::<$content, _>::new(content),
                    ),)*
                }
            }
        }
    };
}

pub(super) use {choice, names, record};
