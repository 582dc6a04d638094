import { useRef, type ComponentProps } from "react";
import { Button } from "./Button";

interface FileButtonProps extends Omit<ComponentProps<typeof Button>, "onClick"> {
  readonly accept?: string | undefined;
  /** The camera that looks at its user, where the device has one. */
  readonly capture?: "user";
  readonly multiple?: boolean;
  readonly onFiles: (files: File[]) => void;
}

/** A button that asks for a file. The same file may be chosen twice in a row. */
export function FileButton({ accept, capture, multiple = false, onFiles, ...rest }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...rest} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        capture={capture}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
