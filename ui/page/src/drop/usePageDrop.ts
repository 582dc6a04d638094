import { useEffect } from "react";
import { useDropzone } from "react-dropzone";

/**
 * Files that are dropped anywhere on the page, also whole folders of them, and those that are pasted. All kinds are let
 * through: what the policy forbids is refused with a reason, and not silently left out.
 */
export function usePageDrop(onFiles: (files: File[]) => void) {
  const zone = useDropzone({ noClick: true, noKeyboard: true, onDrop: (files) => files.length > 0 && onFiles(files) });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return; // words, into a field
      event.preventDefault();
      onFiles(files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [onFiles]);
  return zone;
}
