//! Text out of PDF and Word (`.docx`) files, behind the feature `documents`: the libraries for them are heavy.
//!
//! Places then point into the text that was taken out, a paragraph a line, since the file's own bytes show nothing.

use std::io::{Cursor, Read};
use std::panic::catch_unwind;

use quick_xml::Reader;
use quick_xml::events::Event;

/// Text longer than this (bytes) is no article; what unpacks to more is refused.
const LONGEST: u64 = 64 << 20;

/// The text of a PDF or Word file; `None` for any other bytes.
pub fn text(bytes: &[u8]) -> Option<Result<(String, &'static str), String>> {
    if bytes.starts_with(b"%PDF-") {
        return Some(pdf(bytes).map(|text| (text, "the text of a PDF file")));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(docx(bytes).map(|text| (text, "the text of a Word file")));
    }
    None
}

fn pdf(bytes: &[u8]) -> Result<String, String> {
    let mend = "save the article as plain text (.txt)";
    // The library panics on some damaged files.
    let read = catch_unwind(|| pdf_extract::extract_text_from_mem(bytes));
    match read {
        Ok(Ok(text)) if text.len() as u64 > LONGEST => Err(format!("this PDF file holds too much text; {mend}")),
        Ok(Ok(text)) if text.trim().is_empty() => {
            Err(format!("this PDF file holds no text, only pictures of it; {mend}"))
        }
        Ok(Ok(text)) => Ok(text),
        Ok(Err(_)) | Err(_) => Err(format!("this PDF file cannot be read; {mend}")),
    }
}

fn docx(bytes: &[u8]) -> Result<String, String> {
    let broken = |_| "this is no Word file (.docx) that can be read; save the article as plain text (.txt)".to_owned();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let document = archive.by_name("word/document.xml").map_err(|error| broken(error.to_string()))?;
    let mut xml = String::new();
    document.take(LONGEST).read_to_string(&mut xml).map_err(|error| broken(error.to_string()))?;
    if xml.len() as u64 >= LONGEST {
        return Err("this Word file holds too much text; keep only the article".to_owned());
    }
    paragraphs(&xml).map_err(|error| broken(error.to_string()))
}

/// The text of WordprocessingML (ECMA-376, part 1, 17.3): what stands in `w:t`, a paragraph a line. Deleted text
/// stands in `w:delText`, and is left out by that.
fn paragraphs(xml: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut inside = false;
    loop {
        match reader.read_event()? {
            Event::Start(tag) if tag.local_name().as_ref() == b"t" => inside = true,
            Event::End(tag) if tag.local_name().as_ref() == b"t" => inside = false,
            Event::End(tag) if tag.local_name().as_ref() == b"p" => text.push('\n'),
            Event::Empty(tag) if matches!(tag.local_name().as_ref(), b"br" | b"cr") => text.push('\n'),
            Event::Empty(tag) if tag.local_name().as_ref() == b"tab" => text.push('\t'),
            Event::Text(part) if inside => text.push_str(&part.xml_content(quick_xml::XmlVersion::Implicit1_0)?),
            Event::GeneralRef(name) if inside => match &*name.decode()? {
                "amp" => text.push('&'),
                "lt" => text.push('<'),
                "gt" => text.push('>'),
                "quot" => text.push('"'),
                "apos" => text.push('\''),
                _ => text.extend(name.resolve_char_ref()?),
            },
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_word_file_is_its_paragraphs() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let xml = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Boats &amp; planes: </w:t></w:r><w:r><w:t>35.</w:t>\
                   </w:r><w:r><w:delText>36</w:delText></w:r></w:p><w:p><w:t>Café</w:t></w:p></w:body></w:document>";
        archive.write_all(xml.as_bytes()).unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        assert_eq!(text(&bytes), Some(Ok(("Boats & planes: 35.\nCafé\n".into(), "the text of a Word file"))));
    }

    #[test]
    fn damaged_files_are_answered() {
        for bytes in [&b"%PDF-1.7 nothing"[..], b"PK\x03\x04nothing"] {
            assert!(matches!(text(bytes), Some(Err(_))));
        }
        assert_eq!(text(b"plain"), None);
    }
}
