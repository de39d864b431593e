//! Text put together from the paragraphs of a format.

/// Paragraphs with a blank line between them, as [`paragraphs`](super::paragraphs()) reads them back.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    text: String,
    /// What the open paragraph holds so far.
    open: String,
}

impl Blocks {
    /// Adds to the open paragraph, as it is.
    pub fn push(&mut self, text: &str) {
        self.open.push_str(text);
    }

    /// Adds running text, in which any white space is one space.
    pub fn push_flowing(&mut self, text: &str) {
        for c in text.chars() {
            // A no-break space is kept: it is a character that the author chose.
            if c.is_ascii_whitespace() {
                if !self.open.is_empty() && !self.open.ends_with([' ', '\n', '\t']) {
                    self.open.push(' ');
                }
            } else {
                self.open.push(c);
            }
        }
    }

    /// Breaks the line within the open paragraph.
    pub fn line_break(&mut self) {
        self.open.truncate(self.open.trim_end().len());
        if !self.open.is_empty() {
            self.open.push('\n');
        }
    }

    /// Ends a cell of a table row.
    pub fn cell(&mut self) {
        self.open.truncate(self.open.trim_end_matches([' ', '\n']).len());
        self.open.push('\t');
    }

    /// Whether the open paragraph holds nothing but white space.
    pub fn is_open_blank(&self) -> bool {
        self.open.trim().is_empty()
    }

    /// Ends the open paragraph; one without a word leaves nothing.
    pub fn end(&mut self) {
        let open = std::mem::take(&mut self.open);
        let block = open.trim();
        if block.chars().any(|c| c.is_alphanumeric()) {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(block);
        }
    }

    /// The text.
    pub fn finish(mut self) -> String {
        self.end();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_apart() {
        let mut blocks = Blocks::default();
        blocks.push_flowing("  One\n two ");
        blocks.line_break();
        blocks.push_flowing(" three ");
        blocks.end();
        blocks.push_flowing(" \n ");
        blocks.end();
        blocks.push("a");
        blocks.cell();
        blocks.push("b");
        blocks.cell();
        assert!(!blocks.is_open_blank());
        assert_eq!(blocks.finish(), "One two\nthree\n\na\tb\n");
    }
}
