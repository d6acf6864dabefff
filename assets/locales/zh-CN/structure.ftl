## Selecting, clipboard, joining
