import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { jar, root } from "./places.ts";

/** The command that starts the program as ./run does, with less memory. */
export function java(): readonly [string, ...string[]] {
  process.env["JAVA_HOME"] = execFileSync(resolve(root, "scripts/find-jdk"), { encoding: "utf8" }).trim();
  return [
    resolve(process.env["JAVA_HOME"], "bin/java"),
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-jar",
    jar,
  ];
}
