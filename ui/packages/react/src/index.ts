export { SafelightProvider, type SafelightProviderProps } from "./provider/SafelightProvider";
export { useUploads, type UploadActions } from "./uploads/useUploads";
export { useDownload, type DownloadActions } from "./downloads/useDownload";
export { usePolicy } from "./policy/usePolicy";
export { usePicture, type PictureVariant } from "./pictures/usePicture";
export { usePhotoHistory, type PhotoHistory } from "./history/usePhotoHistory";
