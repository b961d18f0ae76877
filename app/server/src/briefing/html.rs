//! A briefing as one page for a browser: its style and its drawings are in it, and nothing runs.

use super::{
    document::{Block, Document, Picture, Table},
    escape,
};
use std::fmt::Write as _;

const STYLE: &str = include_str!("html/briefing.css");

/// Writes it.
pub(super) fn write(document: &Document) -> String {
    let title = escape(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    );
    for line in &document.about {
        paragraph(&mut out, "about", line);
    }
    out.push_str("</header>\n<main>\n");
    let mut is_open = false;
    for block in &document.blocks {
        if let Block::Heading(text) = block {
            out.push_str(if is_open { "</section>\n<section>\n" } else { "<section>\n" });
            is_open = true;
            let _ = writeln!(out, "<h2>{}</h2>", escape(text));
        } else {
            put(&mut out, block);
        }
    }
    if is_open {
        out.push_str("</section>\n");
    }
    let _ = write!(
        out,
        "</main>\n<footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
        escape(&document.running)
    );
    out
}

fn put(out: &mut String, block: &Block) {
    match block {
        Block::Heading(_) => {}
        Block::Lead(text) => paragraph(out, "lead", text),
        Block::Paragraph(text) => paragraph(out, "", text),
        Block::Note(text) => paragraph(out, "note", text),
        Block::List(points) => {
            out.push_str("<ul>\n");
            for point in points {
                let _ = writeln!(out, "<li>{}</li>", escape(point));
            }
            out.push_str("</ul>\n");
        }
        Block::Definitions(terms) => {
            out.push_str("<dl>\n");
            for (term, meaning) in terms {
                let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escape(term), escape(meaning));
            }
            out.push_str("</dl>\n");
        }
        Block::Table(table) => put_table(out, table),
        Block::Picture(picture) => put_picture(out, picture),
    }
}

fn paragraph(out: &mut String, class: &str, text: &str) {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    let _ = writeln!(out, "<p{class}>{}</p>", escape(text));
}

fn put_table(out: &mut String, table: &Table) {
    // What is wider than a telephone is scrolled, by keyboard too.
    let caption = escape(&table.caption);
    let _ = writeln!(
        out,
        "<div class=\"wide\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n<caption>{caption}</caption>"
    );
    let class = |figures: bool| if figures { " class=\"figures\"" } else { "" };
    out.push_str("<thead>\n<tr>");
    for column in &table.columns {
        let _ = write!(out, "<th scope=\"col\"{}>{}</th>", class(column.figures), escape(&column.name));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            let cell = escape(cell);
            let _ = if at == 0 {
                write!(out, "<th scope=\"row\">{cell}</th>")
            } else {
                write!(out, "<td{}>{cell}</td>", class(column.figures))
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// The drawing for a page and the one for a telephone, of which a browser shows one; each carries its title and description.
fn put_picture(out: &mut String, picture: &Picture) {
    let _ = writeln!(
        out,
        "<figure>\n<figcaption><strong>{}</strong> {}</figcaption>\n<div class=\"page\">{}</div>\n<div class=\"telephone\">{}</div>",
        escape(&picture.headline),
        escape(&picture.subtitle),
        picture.svg.trim_end(),
        picture.narrow_svg.trim_end()
    );
    for mark in &picture.marks {
        paragraph(out, "note", mark);
    }
    out.push_str("</figure>\n");
}
