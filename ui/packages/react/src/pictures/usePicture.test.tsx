import { createClient, type Client, type Photo } from "@safelight/client";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { afterEach, expect, it } from "vitest";
import { SafelightProvider } from "../provider/SafelightProvider";
import "../testing/patience";
import { usePicture } from "./usePicture";

afterEach(cleanup);

const PATH = "/v1/images/1/content?variant=thumbnail";
const judged = { image: { links: { thumbnail: PATH } } as unknown as NonNullable<Photo["image"]> };

function picture(client: Client, photo: Pick<Photo, "image" | "file">) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <StrictMode>
      <SafelightProvider client={client}>{children}</SafelightProvider>
    </StrictMode>
  );
  return renderHook(() => usePicture(photo), { wrapper });
}

it("Is the server's address where a cookie says who comes", () => {
  const { result } = picture(createClient({ baseUrl: "https://photos.example.org" }), judged);
  expect(result.current).toBe(`https://photos.example.org${PATH}`);
});

it("Is fetched for those who come with a token", async () => {
  const sent: Request[] = [];
  const fetch = (request: Request) => {
    sent.push(request);
    return Promise.resolve(new Response("pixels"));
  };
  const client = createClient({ baseUrl: "https://photos.example.org", token: "anna", fetch });
  const { result, unmount } = picture(client, judged);
  await waitFor(() => expect(result.current).toMatch(/^blob:/));
  expect(sent.map(({ headers, credentials }) => [headers.get("Authorization"), credentials])).toEqual([
    ["Bearer anna", "omit"],
  ]);
  unmount();
});

it("Is of the file while the server has none", () => {
  const client = createClient({ baseUrl: "https://photos.example.org" });
  expect(picture(client, { file: new Blob(["pixels"]) }).result.current).toMatch(/^blob:/);
  expect(picture(client, {}).result.current).toBeUndefined();
});
