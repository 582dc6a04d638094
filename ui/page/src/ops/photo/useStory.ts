import { useQuery } from "@tanstack/react-query";
import { answer, POLL, useOperator } from "../operator/operator";

/** What will not change by itself is asked for once. */
export function useStory(imageId: string) {
  const { client } = useOperator();
  return useQuery({
    queryKey: ["story", imageId],
    queryFn: ({ signal }) =>
      answer(client.once.GET("/v1/ops/images/{imageId}", { params: { path: { imageId } }, signal })),
    refetchInterval: ({ state }) => (state.data?.image.finishedAt == null ? POLL : false),
  });
}
