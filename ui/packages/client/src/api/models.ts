import type { components } from "./schema";

/** Everything that the API says or is told, by its name in the API's document. */
export type Schemas = components["schemas"];

export type Image = Schemas["Image"];
export type History = Schemas["History"];
export type Reason = Schemas["Reason"];
export type Region = Schemas["Region"];
export type Policy = Schemas["Policy"];
export type SetCount = Schemas["SetCount"];
export type Download = Schemas["Download"];
export type SafelightEvent = Schemas["Event"];
