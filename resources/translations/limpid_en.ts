<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ArchiveDialog</name>
    <message numerus="yes">
        <source>Fetch %Ln image(s)</source>
        <translation>
            <numerusform>Fetch %Ln image</numerusform>
            <numerusform>Fetch %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln study(s)</source>
        <translation>
            <numerusform>Fetch %Ln study</numerusform>
            <numerusform>Fetch %Ln studies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArchiveSendDialog</name>
    <message numerus="yes">
        <source>Send %Ln image(s)</source>
        <translation>
            <numerusform>Send %Ln image</numerusform>
            <numerusform>Send %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArchiveSendViewModel</name>
    <message numerus="yes">
        <source>%Ln synthetic image(s) will be sent to %1 (AE title %2) when you press Send.</source>
        <translation>
            <numerusform>%Ln synthetic image will be sent to %1 (AE title %2) when you press Send.</numerusform>
            <numerusform>%Ln synthetic images will be sent to %1 (AE title %2) when you press Send.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were sent to %1.</source>
        <translation>
            <numerusform>%Ln image was sent to %1.</numerusform>
            <numerusform>%Ln images were sent to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were held back here; the list says why.</source>
        <translation>
            <numerusform>%Ln image was held back here; the list says why.</numerusform>
            <numerusform>%Ln images were held back here; the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were not taken; the list says why. Send again to go on.</source>
        <translation>
            <numerusform>%Ln image was not taken; the list says why. Send again to go on.</numerusform>
            <numerusform>%Ln images were not taken; the list says why. Send again to go on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them with a warning; the list says which.</source>
        <translation>
            <numerusform>%Ln of them with a warning; the list says which.</numerusform>
            <numerusform>%Ln of them with a warning; the list says which.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArchiveViewModel</name>
    <message numerus="yes">
        <source>Stopped. %Ln study(s) so far.</source>
        <translation>
            <numerusform>Stopped. %Ln study so far.</numerusform>
            <numerusform>Stopped. %Ln studies so far.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are more than %Ln study(s); narrow the search.</source>
        <translation>
            <numerusform>There are more than %Ln study; narrow the search.</numerusform>
            <numerusform>There are more than %Ln studies; narrow the search.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln study(s) found.</source>
        <translation>
            <numerusform>%Ln study found.</numerusform>
            <numerusform>%Ln studies found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) came.</source>
        <translation>
            <numerusform>%Ln image came.</numerusform>
            <numerusform>%Ln images came.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln was there already.</numerusform>
            <numerusform>%Ln were there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are missing.</source>
        <translation>
            <numerusform>%Ln image is missing.</numerusform>
            <numerusform>%Ln images are missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %Ln image(s)</source>
        <translation>
            <numerusform>%1, %2, %Ln image</numerusform>
            <numerusform>%1, %2, %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message numerus="yes">
        <source>Export %Ln image(s)</source>
        <translation>
            <numerusform>Export %Ln image</numerusform>
            <numerusform>Export %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportViewModel</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) held back as too close to a training image.</source>
        <translation>
            <numerusform>%Ln image held back as too close to a training image.</numerusform>
            <numerusform>%Ln images held back as too close to a training image.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GenerateViewModel</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message numerus="yes">
        <source>%1: %Ln value(s) taken away</source>
        <translation>
            <numerusform>%1: %Ln value taken away</numerusform>
            <numerusform>%1: %Ln values taken away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln value(s)</source>
        <translation>
            <numerusform>%1: %Ln value</numerusform>
            <numerusform>%1: %Ln values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln painted region(s)</source>
        <translation>
            <numerusform>%Ln painted region</numerusform>
            <numerusform>%Ln painted regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s)</source>
        <translation>
            <numerusform>%Ln remark</numerusform>
            <numerusform>%Ln remarks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln grade(s) matched</source>
        <translation>
            <numerusform>%Ln grade matched</numerusform>
            <numerusform>%Ln grades matched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeaveOut</name>
    <message numerus="yes">
        <source>%Ln slice(s) at the ends of series show only air.</source>
        <translation>
            <numerusform>%Ln slice at the end of a series shows only air.</numerusform>
            <numerusform>%Ln slices at the ends of series show only air.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s) are left out of data sets.</source>
        <translation>
            <numerusform>%Ln slice is left out of data sets.</numerusform>
            <numerusform>%Ln slices are left out of data sets.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchDialog</name>
    <message numerus="yes">
        <source>%1: %Ln image(s)</source>
        <translation>
            <numerusform>%1: %Ln image</numerusform>
            <numerusform>%1: %Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchViewModel</name>
    <message numerus="yes">
        <source>Matched by %1 on %Ln pair(s): %2 can&apos;t be told from %3 above %4. Images rated so teach only above that.</source>
        <translation>
            <numerusform>Matched by %1 on %Ln pair: %2 can&apos;t be told from %3 above %4. Images rated so teach only above that.</numerusform>
            <numerusform>Matched by %1 on %Ln pairs: %2 can&apos;t be told from %3 above %4. Images rated so teach only above that.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PixelTextDialog</name>
    <message numerus="yes">
        <source>All have been looked at; %Ln confirmed.</source>
        <translation>
            <numerusform>All have been looked at; %Ln confirmed.</numerusform>
            <numerusform>All have been looked at; %Ln confirmed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanRepeats</name>
    <message numerus="yes">
        <source>%Ln image(s) repeat each other.</source>
        <translation>
            <numerusform>%Ln image repeats another.</numerusform>
            <numerusform>%Ln images repeat each other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their means are %Ln more image(s) with about %1 % of the noise.</source>
        <translation>
            <numerusform>Their mean is %Ln more image with about %1 % of the noise.</numerusform>
            <numerusform>Their means are %Ln more images with about %1 % of the noise.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their means would be %Ln more image(s) with about %1 % of the noise.</source>
        <translation>
            <numerusform>Their mean would be %Ln more image with about %1 % of the noise.</numerusform>
            <numerusform>Their means would be %Ln more images with about %1 % of the noise.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanViewModel</name>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln slice</numerusform>
            <numerusform>%Ln slices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s) without known noise can&apos;t be used.</source>
        <translation>
            <numerusform>%Ln slice without known noise can&apos;t be used.</numerusform>
            <numerusform>%Ln slices without known noise can&apos;t be used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were scanned on %1.</source>
        <translation>
            <numerusform>%Ln of them was scanned on %1.</numerusform>
            <numerusform>%Ln of them were scanned on %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QualityViewModel</name>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln slice</numerusform>
            <numerusform>%Ln slices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of the table were used.</source>
        <translation>
            <numerusform>%Ln row of the table was used.</numerusform>
            <numerusform>%Ln rows of the table were used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lose %1</source>
        <translation>
            <numerusform>%Ln loses %1</numerusform>
            <numerusform>%Ln lose %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are</source>
        <translation>
            <numerusform>%Ln stays as it is</numerusform>
            <numerusform>%Ln stay as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keep their own.</source>
        <translation>
            <numerusform>%Ln keeps its own.</numerusform>
            <numerusform>%Ln keep their own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of ratings are in %1.</source>
        <translation>
            <numerusform>%Ln row of ratings is in %1.</numerusform>
            <numerusform>%Ln rows of ratings are in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) could not be measured. %1</source>
        <translation>
            <numerusform>%Ln image could not be measured. %1</numerusform>
            <numerusform>%Ln images could not be measured. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unrated</source>
        <translation>
            <numerusform>%Ln unrated</numerusform>
            <numerusform>%Ln unrated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln from %1</source>
        <translation>
            <numerusform>%Ln from %1</numerusform>
            <numerusform>%Ln from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) to %1: %2.</source>
        <translation>
            <numerusform>%Ln image to %1: %2.</numerusform>
            <numerusform>%Ln images to %1: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s): %1.</source>
        <translation>
            <numerusform>%Ln image: %1.</numerusform>
            <numerusform>%Ln images: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RatersDialog</name>
    <message numerus="yes">
        <source>%Ln left to decide</source>
        <translation>
            <numerusform>%Ln left to decide</numerusform>
            <numerusform>%Ln left to decide</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RatersViewModel</name>
    <message numerus="yes">
        <source>%Ln entries written to %1.</source>
        <translation>
            <numerusform>%Ln entry written to %1.</numerusform>
            <numerusform>%Ln entries written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RatingPanel</name>
    <message numerus="yes">
        <source>%Ln image(s) selected</source>
        <translation>
            <numerusform>%Ln image selected</numerusform>
            <numerusform>%Ln images selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left in %1</source>
        <translation>
            <numerusform>%Ln left in %1</numerusform>
            <numerusform>%Ln left in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegionImportDialog</name>
    <message numerus="yes">
        <source>%Ln image(s) got a map.</source>
        <translation>
            <numerusform>%Ln image got a map.</numerusform>
            <numerusform>%Ln images got a map.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemaEditor</name>
    <message numerus="yes">
        <source>%Ln %1 become %2</source>
        <translation>
            <numerusform>%Ln %1 becomes %2</numerusform>
            <numerusform>%Ln %1 become %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 become unrated</source>
        <translation>
            <numerusform>%Ln %1 becomes unrated</numerusform>
            <numerusform>%Ln %1 become unrated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) are taken away</source>
        <translation>
            <numerusform>%Ln value is taken away</numerusform>
            <numerusform>%Ln values are taken away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>its good end turns round for %Ln value(s)</source>
        <translation>
            <numerusform>its good end turns round for %Ln value</numerusform>
            <numerusform>its good end turns round for %Ln values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es) by eye are lost</source>
        <translation>
            <numerusform>%Ln match by eye is lost</numerusform>
            <numerusform>%Ln matches by eye are lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SheetViewModel</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudiesPage</name>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln slice</numerusform>
            <numerusform>%Ln slices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln series</source>
        <translation>
            <numerusform>%Ln series</numerusform>
            <numerusform>%Ln series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln warning</numerusform>
            <numerusform>%Ln warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudiesViewModel</name>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln slice</numerusform>
            <numerusform>%Ln slices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) left out: %1.</source>
        <translation>
            <numerusform>%Ln image left out: %1.</numerusform>
            <numerusform>%Ln images left out: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudyTreeModel</name>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln slice</numerusform>
            <numerusform>%Ln slices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableImportViewModel</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeachingTable</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln patient</numerusform>
            <numerusform>%Ln patients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainViewModel</name>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln step</numerusform>
            <numerusform>%Ln steps</numerusform>
        </translation>
    </message>
</context>
</TS>
