import { configure } from "@testing-library/react";
import { vi } from "vitest";

// How soon something comes is not what these tests are about, and machines that build are busy.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
