#include "ui/pages/history_dialog.h"

#include "ui/pages/named.h"
#include "ui/viewmodels/history_list.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::HistoryList;
using viewmodels::QualityViewModel;

namespace {

constexpr QSize dialogSize(880, 520);
constexpr int rowHeight = 28;

} // namespace

HistoryDialog::HistoryDialog(QualityViewModel& quality, QWidget* parent)
    : QDialog(parent), m_quality(quality)
{
  named(this, u"history"_s, tr("History of the quality"));
  setWindowTitle(tr("History"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  m_table = named(new QTableView, u"history.table"_s, tr("Changes, newest first"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
  m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  rows->addWidget(m_table, 1);
  auto* line = new QHBoxLayout;
  auto* undo = named(new QPushButton(tr("Undo")), u"history.undo"_s, tr("Undo"));
  auto* redo = named(new QPushButton(tr("Redo")), u"history.redo"_s, tr("Redo"));
  auto* close = named(new QPushButton(tr("Close")), u"history.close"_s, tr("Close"));
  close->setDefault(true);
  line->addWidget(undo);
  line->addWidget(redo);
  line->addStretch();
  line->addWidget(close);
  rows->addLayout(line);
  connect(undo, &QPushButton::clicked, &m_quality, &QualityViewModel::undo);
  connect(redo, &QPushButton::clicked, &m_quality, &QualityViewModel::redo);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(&m_quality, &QualityViewModel::qualityChanged, this, &HistoryDialog::read);
  read();
}

HistoryDialog::~HistoryDialog() = default;

void HistoryDialog::read()
{
  auto fresh = std::make_unique<HistoryList>(m_quality.project(), m_quality.images().content());
  m_table->setModel(fresh.get());
  m_history = std::move(fresh); // the former one goes when nobody looks at it any more
  auto* header = m_table->horizontalHeader();
  header->setSectionResizeMode(HistoryList::WhatColumn, QHeaderView::Stretch);
  m_table->setColumnWidth(HistoryList::WhenColumn, 128);
  m_table->setColumnWidth(HistoryList::WhoColumn, 128);
  m_table->setColumnWidth(HistoryList::StateColumn, 144);
}

} // namespace limpid::pages
