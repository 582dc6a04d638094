import { resolve } from "node:path";

/** The project's own folder. */
export const root = resolve(import.meta.dirname, "../../..");

export const jar = resolve(root, "bootstrap/target/safelight.jar");

/** Made once by the program itself, and again when it was built anew. */
export const samples = resolve(import.meta.dirname, "../target/samples");

/** Real photos with labels, for those who have them; never part of the project. */
export const labelled = process.env["LABELLED_PHOTOS"] ?? resolve(root, "../shared/photos");

/** Screenshots, to be looked at. */
export const screens = resolve(import.meta.dirname, "../results/screens");
