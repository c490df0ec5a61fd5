<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ArchiveChoice</name>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add an archive</source>
        <translation>添加归档</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit this archive</source>
        <translation>编辑此归档</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget this archive</source>
        <translation>移除此归档</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Ask whether it is there and talks to us</source>
        <translation>询问其是否在线并能与本机通信</translation>
    </message>
</context>
<context>
    <name>ArchiveDialog</name>
    <message>
        <source>From an archive (PACS)</source>
        <translation>从影像归档（PACS）获取</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>part of the name</source>
        <translation>姓名的一部分</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>患者 ID</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>检查号</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the archive</source>
        <translation>检索归档</translation>
    </message>
    <message>
        <source>Studies and series that were found</source>
        <translation>找到的检查和序列</translation>
    </message>
    <message>
        <source>The images come into the folder “received” of this project, as real patients&apos; data. Limpid connects to the archive only when you ask.</source>
        <translation>影像存入本项目的“received”文件夹，按真实患者数据对待。只有在您操作时 Limpid 才会连接归档。</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Fetch what is ticked</source>
        <translation>获取勾选的内容</translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln image(s)</source>
        <translation>
            <numerusform>获取 %Ln 幅影像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fetch %Ln study(s)</source>
        <translation>
            <numerusform>获取 %Ln 个检查</numerusform>
        </translation>
    </message>
    <message>
        <source>No archive is known yet. Add one: its AE title, host and port.</source>
        <translation>尚无已知归档。请添加一个：AE 标题、主机和端口。</translation>
    </message>
</context>
<context>
    <name>ArchiveEditDialog</name>
    <message>
        <source>Add an archive</source>
        <translation>添加归档</translation>
    </message>
    <message>
        <source>Edit the archive</source>
        <translation>编辑归档</translation>
    </message>
    <message>
        <source>What can&apos;t be kept</source>
        <translation>无法保存的原因</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Its AE title</source>
        <translation>其 AE 标题</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Our AE title</source>
        <translation>本机 AE 标题</translation>
    </message>
    <message>
        <source>How images come</source>
        <translation>影像传输方式</translation>
    </message>
    <message>
        <source>over our connection (C-GET)</source>
        <translation>经由本机的连接（C-GET）</translation>
    </message>
    <message>
        <source>the archive connects to us (C-MOVE)</source>
        <translation>由归档连接本机（C-MOVE）</translation>
    </message>
    <message>
        <source>Our port</source>
        <translation>本机端口</translation>
    </message>
    <message>
        <source>Open only while images are fetched, and for this archive only. It must be entered there with our AE title and host.</source>
        <translation>仅在获取影像时开放，且仅对此归档开放。须在归档端登记本机的 AE 标题和主机。</translation>
    </message>
    <message>
        <source>Encrypted (TLS)</source>
        <translation>加密（TLS）</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>受信任的证书</translation>
    </message>
    <message>
        <source>PEM file or folder</source>
        <translation>PEM 文件或文件夹</translation>
    </message>
    <message>
        <source>Our certificate</source>
        <translation>本机证书</translation>
    </message>
    <message>
        <source>PEM file, where the archive asks for one</source>
        <translation>PEM 文件（归档要求时）</translation>
    </message>
    <message>
        <source>Its private key</source>
        <translation>证书私钥</translation>
    </message>
    <message>
        <source>PEM file</source>
        <translation>PEM 文件</translation>
    </message>
    <message>
        <source>Verify who the archive is</source>
        <translation>核实归档的身份</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>不作更改</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep this archive</source>
        <translation>保存此归档</translation>
    </message>
    <message>
        <source>Name in its certificate</source>
        <translation>其证书中的名称</translation>
    </message>
    <message>
        <source>where it isn&apos;t the host</source>
        <translation>与主机不同时填写</translation>
    </message>
</context>
<context>
    <name>ArchiveFoot</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ArchiveSendDialog</name>
    <message>
        <source>Send to an archive (PACS)</source>
        <translation>发送到影像归档（PACS）</translation>
    </message>
    <message>
        <source>What will be sent, and where</source>
        <translation>将发送的内容与去向</translation>
    </message>
    <message>
        <source>Files and what became of them</source>
        <translation>各文件及其结果</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>What is under way</source>
        <translation>正在进行的操作</translation>
    </message>
    <message>
        <source>An archive may be read by people who don&apos;t know Limpid: send to one that is kept for research.</source>
        <translation>归档可能被不了解 Limpid 的人读取：请发送到专供研究使用的归档。</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send them</source>
        <translation>发送这些影像</translation>
    </message>
    <message numerus="yes">
        <source>Send %Ln image(s)</source>
        <translation>
            <numerusform>发送 %Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>No archive is known yet. Add one: its AE title, host and port.</source>
        <translation>尚无已知归档。请添加一个：AE 标题、主机和端口。</translation>
    </message>
</context>
<context>
    <name>ArchiveSendViewModel</name>
    <message numerus="yes">
        <source>%Ln synthetic image(s) will be sent to %1 (AE title %2) when you press Send.</source>
        <translation>
            <numerusform>按下“发送”后，%Ln 幅合成影像将发送到 %1（AE 标题 %2）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Something is under way.</source>
        <translation>正在进行其他操作。</translation>
    </message>
    <message>
        <source>Add an archive first.</source>
        <translation>请先添加归档。</translation>
    </message>
    <message>
        <source>There is nothing left to send.</source>
        <translation>没有待发送的影像。</translation>
    </message>
    <message>
        <source>Sending to %1…</source>
        <translation>正在发送到 %1…</translation>
    </message>
    <message>
        <source>%1 took it.</source>
        <translation>%1 已接收。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were sent to %1.</source>
        <translation>
            <numerusform>已向 %1 发送 %Ln 幅影像。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were held back here; the list says why.</source>
        <translation>
            <numerusform>%Ln 幅影像被扣留在本机；原因见列表。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) were not taken; the list says why. Send again to go on.</source>
        <translation>
            <numerusform>%Ln 幅影像未被接收；原因见列表。再次发送即可继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>The project doesn&apos;t note it: %1</source>
        <translation>项目未能记录此次发送：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them with a warning; the list says which.</source>
        <translation>
            <numerusform>其中 %Ln 个带有警告；列表中有说明。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArchiveTreeModel</name>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>序列 %1</translation>
    </message>
    <message>
        <source>Patient, series</source>
        <translation>患者、序列</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
</context>
<context>
    <name>ArchiveViewModel</name>
    <message>
        <source>&apos;%1&apos; is no date; write it like 2024-01-31.</source>
        <translation>“%1”不是日期；请写成 2024-01-31 的形式。</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>正在询问 %1…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 answers.</source>
        <translation>%1 有应答。</translation>
    </message>
    <message>
        <source>Searching %1…</source>
        <translation>正在检索 %1…</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %Ln study(s) so far.</source>
        <translation>
            <numerusform>已停止。目前找到 %Ln 个检查。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are more than %Ln study(s); narrow the search.</source>
        <translation>
            <numerusform>超过 %Ln 个检查；请缩小检索范围。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing there matches.</source>
        <translation>没有符合条件的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln study(s) found.</source>
        <translation>
            <numerusform>找到 %Ln 个检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for its series…</source>
        <translation>正在查找其序列…</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>请先打开一个项目。</translation>
    </message>
    <message>
        <source>Something is under way.</source>
        <translation>正在进行其他操作。</translation>
    </message>
    <message>
        <source>Tick studies or series.</source>
        <translation>请勾选检查或序列。</translation>
    </message>
    <message>
        <source>Asking %1 what there is…</source>
        <translation>正在询问 %1 有哪些内容…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) came.</source>
        <translation>
            <numerusform>收到 %Ln 幅影像。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were there already.</source>
        <translation>
            <numerusform>%Ln 幅已存在。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 %3 Fetch again to go on.</source>
        <translation>%1 %2 %3 再次获取即可继续。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are missing.</source>
        <translation>
            <numerusform>缺少 %Ln 幅影像。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>selected</source>
        <translation>已选中</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message>
        <source>Slice %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>%1 · slice %2</source>
        <translation>%1 · 第 %2 层</translation>
    </message>
    <message>
        <source>Series without a name</source>
        <translation>未命名的序列</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 · slice %3</source>
        <translation>%1 · %2 · 第 %3 层</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Limited by %1</source>
        <translation>受限于%1</translation>
    </message>
    <message>
        <source>Left out of data sets</source>
        <translation>不进入数据集</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %Ln image(s)</source>
        <translation>
            <numerusform>%1，%2，%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>CoreText</name>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>运动</translation>
    </message>
    <message>
        <source>Artefact</source>
        <translation>伪影</translation>
    </message>
    <message>
        <source>Loss of contrast</source>
        <translation>对比度下降</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>slight</source>
        <translation>轻微</translation>
    </message>
    <message>
        <source>moderate</source>
        <translation>中度</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>明显</translation>
    </message>
    <message>
        <source>severe</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>chest</source>
        <translation>胸</translation>
    </message>
    <message>
        <source>abdomen</source>
        <translation>腹</translation>
    </message>
    <message>
        <source>pelvis</source>
        <translation>盆腔</translation>
    </message>
    <message>
        <source>neck</source>
        <translation>颈</translation>
    </message>
    <message>
        <source>spine</source>
        <translation>脊柱</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>心脏</translation>
    </message>
    <message>
        <source>breast</source>
        <translation>乳腺</translation>
    </message>
    <message>
        <source>knee</source>
        <translation>膝</translation>
    </message>
    <message>
        <source>hip</source>
        <translation>髋</translation>
    </message>
    <message>
        <source>shoulder</source>
        <translation>肩</translation>
    </message>
    <message>
        <source>hand</source>
        <translation>手</translation>
    </message>
    <message>
        <source>wrist</source>
        <translation>腕</translation>
    </message>
    <message>
        <source>foot</source>
        <translation>足</translation>
    </message>
    <message>
        <source>ankle</source>
        <translation>踝</translation>
    </message>
    <message>
        <source>elbow</source>
        <translation>肘</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>oblique</source>
        <translation>斜位</translation>
    </message>
    <message>
        <source>perfusion</source>
        <translation>灌注</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>not a picture</source>
        <translation>非影像</translation>
    </message>
    <message>
        <source>scout</source>
        <translation>定位像</translation>
    </message>
    <message>
        <source>secondary capture</source>
        <translation>二次采集</translation>
    </message>
    <message>
        <source>derived</source>
        <translation>派生</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Synthetic images are left out: a model must not learn from its like.</source>
        <translation>不采用合成影像：模型不应向同类学习。</translation>
    </message>
    <message>
        <source>Segmentations, doses and documents are no pictures to learn from.</source>
        <translation>分割、剂量和文档不是可供学习的影像。</translation>
    </message>
    <message>
        <source>Scouts are left out: they only plan the scan.</source>
        <translation>不采用定位像：它们只用于规划扫描。</translation>
    </message>
    <message>
        <source>Secondary captures are left out: they are pictures of a screen.</source>
        <translation>不采用二次采集：它们是屏幕的图片。</translation>
    </message>
    <message>
        <source>Derived images are left out: they were computed from others.</source>
        <translation>不采用派生影像：它们由其他影像计算而来。</translation>
    </message>
    <message>
        <source>The chosen series hold no images.</source>
        <translation>所选序列不含影像。</translation>
    </message>
    <message>
        <source>It vanished while Limpid was reading.</source>
        <translation>Limpid 读取时它消失了。</translation>
    </message>
    <message>
        <source>No files or folders were named.</source>
        <translation>没有指定文件或文件夹。</translation>
    </message>
    <message>
        <source>The library holds no images to train on. Import some, or name the series.</source>
        <translation>影像库中没有可供训练的影像。请导入，或指定序列。</translation>
    </message>
    <message>
        <source>Looking for files: %1 found</source>
        <translation>正在查找文件：找到 %1</translation>
    </message>
    <message>
        <source>Looking at the intensities of %1 of %2</source>
        <translation>正在查看强度：%1 / %2</translation>
    </message>
    <message>
        <source>Looking at the noise of %1 of %2</source>
        <translation>正在查看噪声：%1 / %2</translation>
    </message>
    <message>
        <source>Measuring noise in %1 of %2</source>
        <translation>正在测量噪声：%1 / %2</translation>
    </message>
    <message>
        <source>Telling them apart at %1</source>
        <translation>正在 %1 下尝试区分</translation>
    </message>
    <message>
        <source>Preparing %1 of %2</source>
        <translation>正在准备：%1 / %2</translation>
    </message>
    <message>
        <source>Reading %1 of %2 files</source>
        <translation>正在读取文件：%1 / %2</translation>
    </message>
    <message>
        <source>Reading %1 of %2</source>
        <translation>正在读取：%1 / %2</translation>
    </message>
    <message>
        <source>Read %1 files</source>
        <translation>已读取 %1 个文件</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Draw %1 of %2</source>
        <translation>生成：%1 / %2</translation>
    </message>
    <message>
        <source>Image %1 of %2</source>
        <translation>第 %1 幅，共 %2 幅</translation>
    </message>
    <message>
        <source>Writing %1 of %2 samples</source>
        <translation>正在写出样本：%1 / %2</translation>
    </message>
    <message>
        <source>Writing %1 of %2 slices</source>
        <translation>正在写出层：%1 / %2</translation>
    </message>
    <message>
        <source>De-identifying %1 of %2 files</source>
        <translation>正在去标识：%1 / %2 个文件</translation>
    </message>
    <message>
        <source>Continues at step %1.</source>
        <translation>从第 %1 步继续。</translation>
    </message>
    <message>
        <source>Finished early, in %1: %2 of %3.</source>
        <translation>提前完成，用时 %1：%3 中的 %2。</translation>
    </message>
    <message>
        <source>Done in %1: %2 more of %3.</source>
        <translation>用时 %1 完成：%3 中又增加 %2。</translation>
    </message>
    <message>
        <source>Done in %1: %2.</source>
        <translation>用时 %1 完成：%2。</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2; it can be continued.</source>
        <translation>在 %2 中的 %1 之后停止；可以继续。</translation>
    </message>
    <message>
        <source>Patient ID is %1 in %2. Limpid treats each folder as one patient.</source>
        <translation>%2 中的患者 ID 为%1。Limpid 将每个文件夹视为一名患者。</translation>
    </message>
    <message>
        <source>Slices are unevenly spaced: %1 to %2 mm apart.</source>
        <translation>层间距不均匀：%1 至 %2 mm。</translation>
    </message>
    <message>
        <source>%1 is shown but doesn&apos;t change training yet.</source>
        <translation>%1已显示，但尚未影响训练。</translation>
    </message>
    <message>
        <source>The training engine (%1) was not found: looked for %2.</source>
        <translation>未找到训练引擎（%1）：查找了 %2。</translation>
    </message>
    <message>
        <source>Clean: not measured, rows of a table have no grain.</source>
        <translation>未测量：表格的行没有颗粒。</translation>
    </message>
    <message>
        <source>Clean: not measured, there are no samples yet.</source>
        <translation>未测量：尚无样本。</translation>
    </message>
    <message>
        <source>Faithful: not measured, there are no samples yet.</source>
        <translation>未测量：尚无样本。</translation>
    </message>
    <message>
        <source>Varied: not measured, there are no samples yet.</source>
        <translation>未测量：尚无样本。</translation>
    </message>
    <message>
        <source>New: not measured, there are no samples yet.</source>
        <translation>未测量：尚无样本。</translation>
    </message>
    <message>
        <source>New: not measured. It needs clean images of two patients to know how near images of different people are.</source>
        <translation>未测量。需要两名患者的清晰影像，才能知道不同人的影像有多接近。</translation>
    </message>
    <message>
        <source>HU check: air, fat, water and bone lie where your clean images have them.</source>
        <translation>HU 检查：空气、脂肪、水和骨的位置与您的清晰影像一致。</translation>
    </message>
    <message>
        <source>No clean image was kept aside: the denoising error can&apos;t be measured.</source>
        <translation>没有留出清晰影像：无法测量去噪误差。</translation>
    </message>
    <message>
        <source>Clean: not judged. The samples have %1 of grain, but no image of the data set counts as clean.</source>
        <translation>未评判。样本的颗粒为 %1，但数据集中没有影像可算作清晰。</translation>
    </message>
    <message>
        <source>Not clean: %1 of grain against %2. Either noise was under-measured or training stopped early.</source>
        <translation>不够清晰：颗粒 %1，而清晰影像为 %2。可能噪声被低估，或训练过早停止。</translation>
    </message>
    <message>
        <source>Too smooth: %1 of grain against %2 in your clean images. Fine texture is missing; longer training may bring it.</source>
        <translation>过于平滑：颗粒 %1，而您的清晰影像为 %2。缺少精细纹理；延长训练或可改善。</translation>
    </message>
    <message>
        <source>Clean: %1 of grain; your clean images have %2, your noisy ones %3.</source>
        <translation>颗粒 %1；您的清晰影像为 %2，含噪影像为 %3。</translation>
    </message>
    <message>
        <source>Clean: %1 of grain; your clean images have %2.</source>
        <translation>颗粒 %1；您的清晰影像为 %2。</translation>
    </message>
    <message>
        <source>Faithful: %1 × the distance between real images (%2). Close.</source>
        <translation>为真实影像间距离的 %1 倍（%2）。接近。</translation>
    </message>
    <message>
        <source>Not faithful: %1 × the distance between real images (%2).</source>
        <translation>不够忠实：为真实影像间距离的 %1 倍（%2）。</translation>
    </message>
    <message>
        <source>Varied: covers %1 of the kept-aside images (%2); as many real images cover %3.</source>
        <translation>覆盖留出影像的 %1（%2）；同样数量的真实影像覆盖 %3。</translation>
    </message>
    <message>
        <source>Not varied: covers %1 of the kept-aside images (%2); as many real images cover %3.</source>
        <translation>不够多样：覆盖留出影像的 %1（%2）；同样数量的真实影像覆盖 %3。</translation>
    </message>
    <message>
        <source>New: %1 of %2 are no closer to one of %3 clean training images than two patients are.</source>
        <translation>%2 幅中有 %1 幅与 %3 幅清晰训练影像的接近程度不超过两名患者之间。</translation>
    </message>
    <message>
        <source>HU check: samples differ from your clean images in %1.</source>
        <translation>HU 检查：样本与您的清晰影像在以下方面不同：%1。</translation>
    </message>
    <message>
        <source>Faithful: not measured. Too few clean images were kept aside (%1) to judge it. The other checks stand.</source>
        <translation>未测量。留出的清晰影像太少（%1），无法评判。其他检查仍然有效。</translation>
    </message>
    <message>
        <source>Faithful: not measured. Too few clean images train (%1) to know how far apart real images are.</source>
        <translation>未测量。参加训练的清晰影像太少（%1），无法知道真实影像之间的距离。</translation>
    </message>
    <message>
        <source>Faithful: not measured. %1 samples are too few to judge it: draw %2 or more.</source>
        <translation>未测量。%1 个样本太少，无法评判：请生成 %2 个或更多。</translation>
    </message>
    <message>
        <source>Varied: not measured. Too few clean images were kept aside (%1) to judge it. The other checks stand.</source>
        <translation>未测量。留出的清晰影像太少（%1），无法评判。其他检查仍然有效。</translation>
    </message>
    <message>
        <source>Varied: not measured. Too few clean images train (%1) to know how far apart real images are.</source>
        <translation>未测量。参加训练的清晰影像太少（%1），无法知道真实影像之间的距离。</translation>
    </message>
    <message>
        <source>Varied: not measured. %1 samples are too few to judge it: draw %2 or more.</source>
        <translation>未测量。%1 个样本太少，无法评判：请生成 %2 个或更多。</translation>
    </message>
    <message>
        <source>New: %1 of %2 are no closer to one of %3 clean training images than two patients are. %4 is held back.</source>
        <translation>%2 幅中有 %1 幅与 %3 幅清晰训练影像的接近程度不超过两名患者之间。%4 幅被扣留。</translation>
    </message>
    <message>
        <source>New: %1 of %2 are no closer to one of %3 clean training images than two patients are. %4 are held back.</source>
        <translation>%2 幅中有 %1 幅与 %3 幅清晰训练影像的接近程度不超过两名患者之间。%4 幅被扣留。</translation>
    </message>
    <message>
        <source>Air around the object (magnitude MR)</source>
        <translation>物体周围的空气（MR 幅度图）</translation>
    </message>
    <message>
        <source>Dose or averages from the header, calibrated</source>
        <translation>文件头中的剂量或平均次数（经校准）</translation>
    </message>
    <message>
        <source>Immerkær (white noise)</source>
        <translation>Immerkær（白噪声）</translation>
    </message>
    <message>
        <source>Difference of repeats</source>
        <translation>重复扫描之差</translation>
    </message>
    <message>
        <source>Noise power spectrum</source>
        <translation>噪声功率谱</translation>
    </message>
    <message>
        <source>Wavelet details (white noise)</source>
        <translation>小波细节（白噪声）</translation>
    </message>
    <message>
        <source>The archive&apos;s host is an IPv6 address, which Limpid can&apos;t reach: enter its IPv4 address, or a name that has one.</source>
        <translation>影像归档的主机是 IPv6 地址，Limpid 无法连接：请输入其 IPv4 地址，或有 IPv4 地址的主机名。</translation>
    </message>
    <message>
        <source>it changed some values</source>
        <translation>它更改了一些值</translation>
    </message>
    <message>
        <source>it left some elements out</source>
        <translation>它舍去了一些元素</translation>
    </message>
    <message>
        <source>it finds that the image doesn&apos;t fit its class</source>
        <translation>它认为影像与其类别不符</translation>
    </message>
    <message>
        <source>it is out of resources; try again later</source>
        <translation>它的资源不足；请稍后再试</translation>
    </message>
    <message>
        <source>it can&apos;t understand the image</source>
        <translation>它无法理解该影像</translation>
    </message>
    <message>
        <source>%1 has an IPv6 address only, which Limpid can&apos;t reach: enter an IPv4 address of it, or a name that has one.</source>
        <translation>%1 只有 IPv6 地址，Limpid 无法连接：请输入其 IPv4 地址，或有 IPv4 地址的主机名。</translation>
    </message>
    <message>
        <source>The archive&apos;s host can&apos;t be &apos;%1&apos;: its port is entered apart.</source>
        <translation>影像归档的主机不能是“%1”：端口要单独填写。</translation>
    </message>
    <message>
        <source>%1 took it with a warning: %2 (%3).</source>
        <translation>%1 已接收，但有警告：%2（%3）。</translation>
    </message>
    <message>
        <source>%1 took it with a warning: %2.</source>
        <translation>%1 已接收，但有警告：%2。</translation>
    </message>
    <message>
        <source>%1 did not take it: %2 (%3).</source>
        <translation>%1 未接收：%2（%3）。</translation>
    </message>
    <message>
        <source>%1 did not take it: %2.</source>
        <translation>%1 未接收：%2。</translation>
    </message>
    <message>
        <source>%1 may not have searched by modality.</source>
        <translation>%1 可能没有按模态检索。</translation>
    </message>
    <message>
        <source>Over the object</source>
        <translation>在物体范围内</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>95th percentile</source>
        <translation>第 95 百分位数</translation>
    </message>
    <message>
        <source>The median leaves pulsation, motion and edges out; the 95th percentile shows them.</source>
        <translation>中位数排除搏动、运动和边缘；第 95 百分位数则显示它们。</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>图块大小</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>8 pixels</source>
        <translation>8 像素</translation>
    </message>
    <message>
        <source>16 pixels</source>
        <translation>16 像素</translation>
    </message>
    <message>
        <source>Larger patches see coarser noise but find fewer flat places.</source>
        <translation>较大的图块能看到更粗的噪声，但找到的平坦区域更少。</translation>
    </message>
    <message>
        <source>Wavelet</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>Haar sees single pixels, and edges too; Daubechies with eight taps is blind to smooth anatomy.</source>
        <translation>Haar 能看到单个像素，也会看到边缘；八抽头的 Daubechies 对平滑的解剖结构不敏感。</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>%1 lower</source>
        <translation>%1 下限</translation>
    </message>
    <message>
        <source>%1 upper</source>
        <translation>%1 上限</translation>
    </message>
    <message>
        <source>%1 from</source>
        <translation>%1 起</translation>
    </message>
    <message>
        <source>%1 to</source>
        <translation>%1 止</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
</context>
<context>
    <name>DemonstrationViewModel</name>
    <message>
        <source>Making the demonstration study…</source>
        <translation>正在生成演示检查…</translation>
    </message>
</context>
<context>
    <name>EstimatorList</name>
    <message>
        <source>%1 can&apos;t be started.</source>
        <translation>%1 无法启动。</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>The plugin %1 made its process end unexpectedly.</source>
        <translation>插件 %1 使其进程意外结束。</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write images that say they are synthetic.</source>
        <translation>写出标明为合成的影像。</translation>
    </message>
    <message>
        <source>Show the files</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>DICOM class</source>
        <translation>DICOM 类别</translation>
    </message>
    <message>
        <source>As trained</source>
        <translation>与训练时相同</translation>
    </message>
    <message>
        <source>CT image</source>
        <translation>CT 影像</translation>
    </message>
    <message>
        <source>Secondary capture</source>
        <translation>二次采集</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Generate images first.</source>
        <translation>请先生成影像。</translation>
    </message>
    <message>
        <source>The header says</source>
        <translation>文件头写明</translation>
    </message>
    <message>
        <source>It never says</source>
        <translation>绝不写入</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln image(s)</source>
        <translation>
            <numerusform>导出 %Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>The images are being written.</source>
        <translation>正在写出影像。</translation>
    </message>
    <message>
        <source>Send to PACS…</source>
        <translation>发送到 PACS…</translation>
    </message>
    <message>
        <source>Send the written images to an archive (PACS)</source>
        <translation>将已写出的影像发送到影像归档（PACS）</translation>
    </message>
</context>
<context>
    <name>ExportViewModel</name>
    <message>
        <source>The folder isn&apos;t empty. Limpid never overwrites: it will write to &apos;%1-2&apos;.</source>
        <translation>文件夹不为空。Limpid 从不覆盖：将写入“%1-2”。</translation>
    </message>
    <message>
        <source>Synthetic Data (0008,001C) = YES</source>
        <translation>Synthetic Data (0008,001C) = YES</translation>
    </message>
    <message>
        <source>Image Type (0008,0008) = DERIVED\SECONDARY\…\SYNTHETIC</source>
        <translation>Image Type (0008,0008) = DERIVED\SECONDARY\…\SYNTHETIC</translation>
    </message>
    <message>
        <source>Content Qualification (0018,9004) = RESEARCH</source>
        <translation>Content Qualification (0018,9004) = RESEARCH</translation>
    </message>
    <message>
        <source>Burned In Annotation (0028,0301) = NO</source>
        <translation>Burned In Annotation (0028,0301) = NO</translation>
    </message>
    <message>
        <source>Derivation Description (0008,2111) ends “single image, not part of a volume”</source>
        <translation>Derivation Description (0008,2111) 以“single image, not part of a volume”结尾</translation>
    </message>
    <message>
        <source>Fresh Study, Series, Instance and Frame of Reference UIDs, one series per image</source>
        <translation>全新的检查、序列、实例和参考系 UID，每幅影像一个序列</translation>
    </message>
    <message>
        <source>Contributing Equipment (0018,A001) = Synthesizing Equipment, Limpid</source>
        <translation>Contributing Equipment (0018,A001) = Synthesizing Equipment, Limpid</translation>
    </message>
    <message>
        <source>Model digest %1</source>
        <translation>模型摘要 %1</translation>
    </message>
    <message>
        <source>Sampler %1</source>
        <translation>采样器 %1</translation>
    </message>
    <message>
        <source>Steps %1</source>
        <translation>步数 %1</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>A real patient&apos;s name, number or birth date</source>
        <translation>真实患者的姓名、编号或出生日期</translation>
    </message>
    <message>
        <source>A real study&apos;s date or time</source>
        <translation>真实检查的日期或时间</translation>
    </message>
    <message>
        <source>An institution, physician or operator</source>
        <translation>机构、医师或操作者</translation>
    </message>
    <message>
        <source>A scanner&apos;s serial number or place</source>
        <translation>设备的序列号或地点</translation>
    </message>
    <message>
        <source>UIDs of any source image</source>
        <translation>任何源影像的 UID</translation>
    </message>
    <message>
        <source>File names or paths of the project</source>
        <translation>项目的文件名或路径</translation>
    </message>
    <message>
        <source>Writing DICOM…</source>
        <translation>正在写出 DICOM…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: %1 written to %2.</source>
        <translation>已停止：%1 已写入 %2。</translation>
    </message>
    <message>
        <source>%1 written to %2; each carries Synthetic Data = YES and fresh identifiers.</source>
        <translation>%1 已写入 %2；每幅都带有 Synthetic Data = YES 和全新标识。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) held back as too close to a training image.</source>
        <translation>
            <numerusform>%Ln 幅影像因与训练影像过于接近而被扣留。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilmStrip</name>
    <message>
        <source>Levels of detail</source>
        <translation>细节层级</translation>
    </message>
</context>
<context>
    <name>GalleryView</name>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Image %1 of %2</source>
        <translation>第 %1 幅，共 %2 幅</translation>
    </message>
</context>
<context>
    <name>GeneratePage</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Make synthetic images and find out whether they can be trusted.</source>
        <translation>生成合成影像，并查明其是否可信。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Generate again</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>No trained model yet. Train one first.</source>
        <translation>尚无训练好的模型。请先训练。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What the verdict means</source>
        <translation>结论的含义</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>No samples yet. Press Generate and check.</source>
        <translation>尚无样本。请按“生成并检查”。</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Generate and check</source>
        <translation>生成并检查</translation>
    </message>
    <message>
        <source>Train a model first.</source>
        <translation>请先训练模型。</translation>
    </message>
    <message>
        <source>The engine is at work.</source>
        <translation>引擎正在工作。</translation>
    </message>
</context>
<context>
    <name>GenerateViewModel</name>
    <message>
        <source>%1 drawn, not checked yet.</source>
        <translation>已生成 %1，尚未检查。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing samples…</source>
        <translation>正在生成样本…</translation>
    </message>
    <message>
        <source>Checking the samples…</source>
        <translation>正在检查样本…</translation>
    </message>
    <message>
        <source>Stopped. What was drawn before is kept.</source>
        <translation>已停止。此前生成的样本已保留。</translation>
    </message>
    <message>
        <source>The engine ended before it began; %1 says why.</source>
        <translation>引擎尚未开始就已结束；原因见 %1。</translation>
    </message>
    <message>
        <source>%1 drawn and checked. Mind what the verdict marks.</source>
        <translation>已生成并检查 %1。请留意结论中标出的问题。</translation>
    </message>
    <message>
        <source>%1 drawn and checked.</source>
        <translation>已生成并检查 %1。</translation>
    </message>
    <message>
        <source>Usable for methods research. Not evidence that any finding shown exists or that any patient is protected.</source>
        <translation>可用于方法学研究。不能证明所示任何病变真实存在，也不能证明任何患者受到保护。</translation>
    </message>
    <message>
        <source>Not to be called usable yet: not every line above is measured and good. Not evidence that any finding shown exists or that any patient is protected.</source>
        <translation>尚不能称为可用：以上各项并非都已测量且良好。不能证明所示任何病变真实存在，也不能证明任何患者受到保护。</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of the quality</source>
        <translation>质量的历史</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Changes, newest first</source>
        <translation>更改记录，最新在前</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>%1, slice %2</source>
        <translation>%1，第 %2 层</translation>
    </message>
    <message>
        <source>series %1 of %2</source>
        <translation>%2 的序列 %1</translation>
    </message>
    <message>
        <source>unrated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>rated by %1</source>
        <translation>由 %1 评分</translation>
    </message>
    <message>
        <source>a study</source>
        <translation>一个检查</translation>
    </message>
    <message>
        <source>a series of another kind</source>
        <translation>其他类型的序列</translation>
    </message>
    <message>
        <source>an image of another kind</source>
        <translation>其他类型的影像</translation>
    </message>
    <message>
        <source>%1 of %2: %3 → %4</source>
        <translation>%2 的%1：%3 → %4</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln value(s) taken away</source>
        <translation>
            <numerusform>%1：撤去 %Ln 个值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln value(s)</source>
        <translation>
            <numerusform>%1：%Ln 个值</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>the components were changed</source>
        <translation>更改了质量项目</translation>
    </message>
    <message numerus="yes">
        <source>%Ln painted region(s)</source>
        <translation>
            <numerusform>%Ln 个手绘区域</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln remark(s)</source>
        <translation>
            <numerusform>%Ln 条备注</numerusform>
        </translation>
    </message>
    <message>
        <source>from a table</source>
        <translation>来自表格</translation>
    </message>
    <message>
        <source>from a report</source>
        <translation>来自报告</translation>
    </message>
    <message>
        <source>measured: %1</source>
        <translation>测得：%1</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>undone, not to be redone</source>
        <translation>已撤销，不能重做</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message numerus="yes">
        <source>%Ln grade(s) matched</source>
        <translation>
            <numerusform>已匹配 %Ln 个等级</numerusform>
        </translation>
    </message>
    <message>
        <source>match of %1: %2</source>
        <translation>匹配“%1”：%2</translation>
    </message>
</context>
<context>
    <name>ImageTableModel</name>
    <message>
        <source>set by hand</source>
        <translation>手动设置</translation>
    </message>
    <message>
        <source>set by %1</source>
        <translation>由 %1 设置</translation>
    </message>
    <message>
        <source>from a table</source>
        <translation>来自表格</translation>
    </message>
    <message>
        <source>measured (%1)</source>
        <translation>测得（%1）</translation>
    </message>
    <message>
        <source>, inherited from the series</source>
        <translation>，继承自序列</translation>
    </message>
    <message>
        <source>, inherited from the study</source>
        <translation>，继承自检查</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>重复扫描</translation>
    </message>
    <message>
        <source>dose or averages</source>
        <translation>剂量或平均次数</translation>
    </message>
    <message>
        <source>spectrum</source>
        <translation>频谱</translation>
    </message>
    <message>
        <source>Immerkær</source>
        <translation>Immerkær</translation>
    </message>
    <message>
        <source>wavelets</source>
        <translation>小波</translation>
    </message>
    <message>
        <source>air</source>
        <translation>空气</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <source>W %1  L %2</source>
        <translation>W %1  L %2</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>影像</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>LeaveOut</name>
    <message numerus="yes">
        <source>%Ln slice(s) at the ends of series show only air.</source>
        <translation>
            <numerusform>序列两端有 %Ln 层仅含空气。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s) are left out of data sets.</source>
        <translation>
            <numerusform>%Ln 层不进入数据集。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeaveOutNotice</name>
    <message>
        <source>Slices left out</source>
        <translation>不使用的层</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Leave these slices out</source>
        <translation>不使用这些层</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep these slices</source>
        <translation>保留这些层</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show what is left out</source>
        <translation>显示不使用的层</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>重新使用</translation>
    </message>
    <message>
        <source>Leave nothing out</source>
        <translation>全部使用</translation>
    </message>
    <message>
        <source>Show the others</source>
        <translation>显示其他层</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Something is under way, so the window changes its language when it is opened next.</source>
        <translation>正在进行其他操作，窗口将在下次打开时切换语言。</translation>
    </message>
    <message>
        <source>New project: a folder that is made for it</source>
        <translation>新建项目：将为其建立一个文件夹</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Limpid</source>
        <translation>Limpid</translation>
    </message>
    <message>
        <source>%1 – Limpid</source>
        <translation>%1 – Limpid</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Training: step %1, %2 left</source>
        <translation>训练中：第 %1 步，剩余 %2</translation>
    </message>
    <message>
        <source>New project for these images: a folder that is made for it</source>
        <translation>为这些图像新建项目：将为其创建一个文件夹</translation>
    </message>
</context>
<context>
    <name>MatchDialog</name>
    <message>
        <source>Match by eye</source>
        <translation>目视匹配</translation>
    </message>
    <message>
        <source>From which noise on does a bad image teach as well as a good one?</source>
        <translation>噪声达到多少时，质量差的影像与好的影像同样可用于学习？</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Five pairs, about two minutes.</source>
        <translation>五对影像，约两分钟。</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>A small classifier tries to tell bad images from good ones while noise is added, patient by patient. Where it can&apos;t any more, it proposes that noise.</source>
        <translation>小型分类器在逐渐加入噪声的同时，按患者分组尝试区分好坏影像。当它无法区分时，即以该噪声作为建议。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Use the proposal</source>
        <translation>采用建议值</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>所问内容</translation>
    </message>
    <message>
        <source>Left image</source>
        <translation>左侧影像</translation>
    </message>
    <message>
        <source>Right image</source>
        <translation>右侧影像</translation>
    </message>
    <message>
        <source>Noise that both get</source>
        <translation>两幅影像同时加入的噪声</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>What it does to training</source>
        <translation>对训练的影响</translation>
    </message>
    <message>
        <source>Pair before</source>
        <translation>上一对</translation>
    </message>
    <message>
        <source>I can&apos;t tell them apart any more from here</source>
        <translation>从这里起我无法再区分</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln image(s)</source>
        <translation>
            <numerusform>%1：%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>This grade isn&apos;t matched yet: it changes nothing in training.</source>
        <translation>此等级尚未匹配：对训练没有影响。</translation>
    </message>
    <message>
        <source>Rate some images first: a grade needs images of its own, and better ones.</source>
        <translation>请先为一些影像评分：此等级需要有影像，还需要有更好的影像。</translation>
    </message>
    <message>
        <source>Pair %1 of %2. One of these images is good, the other isn&apos;t. Add noise until you can&apos;t tell which is which.</source>
        <translation>第 %1 对，共 %2 对。其中一幅是好的，另一幅不是。请增加噪声，直到无法分辨。</translation>
    </message>
    <message>
        <source>Both images get the same noise, more and more. The noise at which you can no longer tell the bad one is where it begins to teach.</source>
        <translation>两幅影像加入相同且逐渐增强的噪声。当您无法再认出差的一幅时，该噪声即为它开始可用于学习的水平。</translation>
    </message>
</context>
<context>
    <name>MatchViewModel</name>
    <message>
        <source>Measured by a classifier: %1 can&apos;t be told from %2 above %3. Images rated so teach only above that.</source>
        <translation>由分类器测得：高于 %3 时，%1无法与%2区分。如此评定的影像仅在此之上可用于学习。</translation>
    </message>
    <message numerus="yes">
        <source>Matched by %1 on %Ln pair(s): %2 can&apos;t be told from %3 above %4. Images rated so teach only above that.</source>
        <translation>
            <numerusform>由 %1 用 %Ln 对影像匹配：高于 %4 时，%2无法与%3区分。如此评定的影像仅在此之上可用于学习。</numerusform>
        </translation>
    </message>
    <message>
        <source>It could not be measured.</source>
        <translation>无法测量。</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>正在读取影像…</translation>
    </message>
    <message>
        <source>No images are rated so, or none are better.</source>
        <translation>没有影像被评为此等级，或没有更好的影像。</translation>
    </message>
    <message>
        <source>The images that are rated so can&apos;t be read.</source>
        <translation>被评为此等级的影像无法读取。</translation>
    </message>
    <message>
        <source>Matching was stopped.</source>
        <translation>匹配已停止。</translation>
    </message>
    <message>
        <source>%1 Images that teach fine detail: %2 → %3.</source>
        <translation>%1 可教授精细结构的影像：%2 → %3。</translation>
    </message>
    <message>
        <source>Images that teach fine detail: %1 → %2.</source>
        <translation>可教授精细结构的影像：%1 → %2。</translation>
    </message>
    <message>
        <source>A classifier tries to tell them apart…</source>
        <translation>分类器正在尝试区分…</translation>
    </message>
    <message>
        <source>A classifier can&apos;t tell these images from good ones above %1 %2 of noise (%3–%4 %2).</source>
        <translation>噪声高于 %1 %2 时，分类器无法将这些影像与好的影像区分（%3–%4 %2）。</translation>
    </message>
    <message>
        <source>A classifier tells these images from good ones at every noise that was tried. They are better left out or trained as a group.</source>
        <translation>在所有尝试过的噪声下，分类器都能将这些影像与好的影像区分。最好不使用它们，或作为单独一组训练。</translation>
    </message>
</context>
<context>
    <name>MeasureDialog</name>
    <message>
        <source>It needs repeats: the same position and protocol, once more.</source>
        <translation>需要重复扫描：相同位置和方案再扫描一次。</translation>
    </message>
    <message>
        <source>It needs one series with repeats of the same scanner and kernel or sequence to calibrate the header by.</source>
        <translation>需要同一设备、同一卷积核或序列的一个含重复扫描的序列，以校准文件头信息。</translation>
    </message>
    <message>
        <source>It measures each image by itself.</source>
        <translation>逐幅影像单独测量。</translation>
    </message>
    <message>
        <source>Measure noise</source>
        <translation>测量噪声</translation>
    </message>
    <message>
        <source>Estimators</source>
        <translation>估计方法</translation>
    </message>
    <message>
        <source>Estimator</source>
        <translation>估计方法</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>What the estimator needs</source>
        <translation>此方法的要求</translation>
    </message>
    <message>
        <source>Only images without a value</source>
        <translation>仅无数值的影像</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Measure nothing</source>
        <translation>不测量</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>The best of each image</source>
        <translation>每幅影像的最佳方法</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Repeats of the scan where there are some, else dose or averages from a calibrated header, else the noise spectrum, else what fits. The editor shows which it was.</source>
        <translation>有重复扫描时用重复扫描，否则用经校准的剂量或平均次数，否则用噪声频谱，再否则用适合的方法。编辑区会显示所用方法。</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>请注意</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>NoiseFitViewModel</name>
    <message>
        <source>Rician (MR magnitude)</source>
        <translation>莱斯分布（MR 幅值）</translation>
    </message>
    <message>
        <source>counts (Poisson and Gaussian)</source>
        <translation>计数（泊松与高斯）</translation>
    </message>
    <message>
        <source>speckle</source>
        <translation>散斑</translation>
    </message>
    <message>
        <source>even grain (Gaussian)</source>
        <translation>均匀颗粒（高斯）</translation>
    </message>
    <message>
        <source>Noise fits %1: its spread to within %2 %, its histogram to within %3.</source>
        <translation>噪声符合%1：离散程度相差 %2 % 以内，直方图相差 %3 以内。</translation>
    </message>
    <message>
        <source>Noise fits %1 roughly: its spread to within %2 %, its histogram to within %3.</source>
        <translation>噪声大致符合%1：离散程度相差 %2 % 以内，直方图相差 %3 以内。</translation>
    </message>
    <message>
        <source>Noise fits none of the known kinds. The nearest is %1: its spread is off by %2 %, its histogram by %3.</source>
        <translation>噪声不符合任何已知类型。最接近的是%1：离散程度相差 %2 %，直方图相差 %3。</translation>
    </message>
    <message>
        <source>The kind of noise could not be found.</source>
        <translation>无法确定噪声类型。</translation>
    </message>
    <message>
        <source>Images of this modality should have another kind: %1. Plan with what was measured, or find out what was done to them.</source>
        <translation>此模态的影像应为另一类型：%1。请按测得的类型制定计划，或查明影像经过了何种处理。</translation>
    </message>
    <message>
        <source>Neighbouring pixels share their noise: its spectrum peaks at %1 × its mean.</source>
        <translation>相邻像素的噪声相关：其频谱峰值为均值的 %1 倍。</translation>
    </message>
    <message>
        <source>The noise is white: its spectrum peaks at %1 × its mean.</source>
        <translation>噪声为白噪声：其频谱峰值为均值的 %1 倍。</translation>
    </message>
    <message>
        <source>The images differ in how much noise they have; each was looked at relative to its own.</source>
        <translation>各影像的噪声强弱不同；每幅均相对于其自身的噪声来考察。</translation>
    </message>
</context>
<context>
    <name>NoiseKindDialog</name>
    <message>
        <source>Kind of noise</source>
        <translation>噪声类型</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>符合的类型</translation>
    </message>
    <message>
        <source>What follows from it</source>
        <translation>由此可知</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>尚未测量。</translation>
    </message>
    <message>
        <source>How strong single grains are</source>
        <translation>单个颗粒的强度</translation>
    </message>
    <message>
        <source>How noise follows the signal</source>
        <translation>噪声随信号的变化</translation>
    </message>
    <message>
        <source>How coarse it is: its spectrum</source>
        <translation>颗粒的粗细：频谱</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking at the noise of some images…</source>
        <translation>正在查看部分影像的噪声…</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>测得</translation>
    </message>
    <message>
        <source>law</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Noise over its expected spread</source>
        <translation>噪声与预期离散程度之比</translation>
    </message>
    <message>
        <source>Share of pixels</source>
        <translation>像素比例</translation>
    </message>
    <message>
        <source>Signal (%1)</source>
        <translation>信号（%1）</translation>
    </message>
    <message>
        <source>Noise (%1)</source>
        <translation>噪声（%1）</translation>
    </message>
    <message>
        <source>Frequency (cycles a pixel)</source>
        <translation>频率（周期/像素）</translation>
    </message>
    <message>
        <source>Power over its mean</source>
        <translation>功率与其均值之比</translation>
    </message>
    <message>
        <source>Images so small, or with structure everywhere, tell no spectrum.</source>
        <translation>影像太小或处处有结构，无法得出频谱。</translation>
    </message>
</context>
<context>
    <name>NoiseMeasurement</name>
    <message>
        <source>Noise can&apos;t be measured: %1 can&apos;t be started.</source>
        <translation>无法测量噪声：%1 无法启动。</translation>
    </message>
    <message>
        <source>Measuring was stopped; what was measured is kept.</source>
        <translation>测量已停止；已测得的数值已保留。</translation>
    </message>
    <message>
        <source>The measuring process ended unexpectedly; what it had stored is kept.</source>
        <translation>测量进程意外结束；已存储的数值已保留。</translation>
    </message>
    <message>
        <source>Noise could not be measured.</source>
        <translation>无法测量噪声。</translation>
    </message>
</context>
<context>
    <name>PageFrame</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
</context>
<context>
    <name>PixelTextDialog</name>
    <message>
        <source>Text in the pixels</source>
        <translation>像素中的文字</translation>
    </message>
    <message>
        <source>The image to look at</source>
        <translation>待查看的影像</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Skip: keep it out</source>
        <translation>跳过：不使用</translation>
    </message>
    <message>
        <source>No text that names anybody</source>
        <translation>没有指明任何人的文字</translation>
    </message>
    <message>
        <source>Looking for images whose pixels may show text…</source>
        <translation>正在查找像素中可能含文字的影像…</translation>
    </message>
    <message numerus="yes">
        <source>All have been looked at; %Ln confirmed.</source>
        <translation>
            <numerusform>已全部查看；确认 %Ln 幅。</numerusform>
        </translation>
    </message>
    <message>
        <source>Image %1 of %2: %3.</source>
        <translation>第 %1 幅，共 %2 幅：%3。</translation>
    </message>
    <message>
        <source>Draw rectangles over text that may name somebody: what they cover is black in training and in de-identified images.</source>
        <translation>在可能指明个人身份的文字上画矩形：被覆盖的部分在训练和去标识影像中均为黑色。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Take the rectangles off</source>
        <translation>移除这些矩形</translation>
    </message>
    <message>
        <source>Cover the text</source>
        <translation>覆盖文字</translation>
    </message>
    <message>
        <source>Use this image with the rectangles black</source>
        <translation>使用此影像，矩形部分为黑色</translation>
    </message>
    <message>
        <source>All have been looked at; %1 confirmed, %2 covered.</source>
        <translation>已全部查看；%1 幅已确认，%2 幅已覆盖。</translation>
    </message>
</context>
<context>
    <name>PlaceNames</name>
    <message>
        <source>%1 · series %2</source>
        <translation>%1 · 序列 %2</translation>
    </message>
    <message>
        <source>%1 · frame %2</source>
        <translation>%1 · 第 %2 帧</translation>
    </message>
    <message>
        <source>%1 · slice %2</source>
        <translation>%1 · 第 %2 层</translation>
    </message>
</context>
<context>
    <name>PlanCharts</name>
    <message>
        <source>Levels of detail</source>
        <translation>细节层级</translation>
    </message>
    <message>
        <source>One of your images will stand here, with the noise of each level.</source>
        <translation>这里将显示您的一幅影像在各层级噪声下的样子。</translation>
    </message>
    <message>
        <source>Risk of the images (noise)</source>
        <translation>影像的风险（噪声）</translation>
    </message>
    <message>
        <source>Instability: how far noise would pull training off</source>
        <translation>不稳定性：噪声会使训练偏离多远</translation>
    </message>
    <message>
        <source>Images that teach each level</source>
        <translation>可教授各层级的影像</translation>
    </message>
    <message>
        <source>For an image with</source>
        <translation>针对如下影像</translation>
    </message>
    <message>
        <source>Risk to draw the curves for</source>
        <translation>绘制曲线所用的风险</translation>
    </message>
    <message>
        <source>Chosen risk</source>
        <translation>所选风险</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>organs</source>
        <translation>器官</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>fine detail</source>
        <translation>精细结构</translation>
    </message>
    <message>
        <source>texture</source>
        <translation>纹理</translation>
    </message>
    <message>
        <source>Instability</source>
        <translation>不稳定性</translation>
    </message>
    <message>
        <source>Ignore quality</source>
        <translation>忽略质量</translation>
    </message>
    <message>
        <source>Limpid</source>
        <translation>Limpid</translation>
    </message>
    <message>
        <source>teaches from here on</source>
        <translation>从这里起可用于学习</translation>
    </message>
    <message>
        <source>Risk %1 %3 (noise) · teaches from %2 %3 on</source>
        <translation>风险 %1 %3（噪声）· 从 %2 %3 起可用于学习</translation>
    </message>
    <message>
        <source>Level of detail: noise added in training (%1) – texture left, layout right</source>
        <translation>细节层级：训练中加入的噪声（%1）– 左为纹理，右为布局</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>See what your images can teach before any computing time is spent.</source>
        <translation>在花费计算时间之前，先了解您的影像能教会什么。</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>How to use noisy images</source>
        <translation>如何使用含噪影像</translation>
    </message>
    <message>
        <source>Limpid</source>
        <translation>Limpid</translation>
    </message>
    <message>
        <source>Clean only</source>
        <translation>仅用清晰影像</translation>
    </message>
    <message>
        <source>Ignore quality</source>
        <translation>忽略质量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Quick look (1,000 steps)</source>
        <translation>快速查看（1,000 步）</translation>
    </message>
    <message>
        <source>Trial, 10 min</source>
        <translation>试训，10 分钟</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>Overnight</source>
        <translation>整夜</translation>
    </message>
    <message>
        <source>As set under Advanced</source>
        <translation>按“高级”中的设置</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>影像尺寸</translation>
    </message>
    <message>
        <source>Chosen by Limpid</source>
        <translation>由 Limpid 选择</translation>
    </message>
    <message>
        <source>16 px</source>
        <translation>16 像素</translation>
    </message>
    <message>
        <source>32 px</source>
        <translation>32 像素</translation>
    </message>
    <message>
        <source>64 px</source>
        <translation>64 像素</translation>
    </message>
    <message>
        <source>128 px</source>
        <translation>128 像素</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Best there is</source>
        <translation>可用的最佳设备</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Who teaches fine detail</source>
        <translation>谁教授精细结构</translation>
    </message>
    <message>
        <source>What this plan means</source>
        <translation>此计划意味着什么</translation>
    </message>
    <message>
        <source>Time and memory</source>
        <translation>时间与内存</translation>
    </message>
    <message>
        <source>Where the figures come from</source>
        <translation>这些数字的来源</translation>
    </message>
    <message>
        <source>Noise schedule</source>
        <translation>噪声进程</translation>
    </message>
    <message>
        <source>EDM</source>
        <translation>EDM</translation>
    </message>
    <message>
        <source>VP, linear</source>
        <translation>VP，线性</translation>
    </message>
    <message>
        <source>Weighting</source>
        <translation>加权</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>均等</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Ambient</source>
        <translation>Ambient</translation>
    </message>
    <message>
        <source>Optimal</source>
        <translation>最优</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Images a step</source>
        <translation>每步影像数</translation>
    </message>
    <message>
        <source>Patients kept aside</source>
        <translation>留出的患者</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Noise isn&apos;t measured yet. Plan needs it for at least %1 images.</source>
        <translation>尚未测量噪声。计划至少需要 %1 幅影像的噪声。</translation>
    </message>
    <message>
        <source>No images yet. Choose them on Studies.</source>
        <translation>尚无影像。请在“检查”页选择。</translation>
    </message>
    <message>
        <source>Start anyway</source>
        <translation>仍然开始</translation>
    </message>
    <message>
        <source>The training is being prepared.</source>
        <translation>正在准备训练。</translation>
    </message>
    <message>
        <source>Noise must be known first.</source>
        <translation>须先知道噪声。</translation>
    </message>
    <message>
        <source>This is a small set: samples may come close to copies.</source>
        <translation>数据集较小：样本可能近似于复制。</translation>
    </message>
    <message>
        <source>Exact: counted in the snapshot that trains.</source>
        <translation>精确值：按用于训练的快照统计。</translation>
    </message>
    <message>
        <source>Estimate: from the noise as entered. It becomes exact when training starts.</source>
        <translation>估计值：按录入的噪声计算。开始训练后即为精确值。</translation>
    </message>
    <message>
        <source>Look at these images…</source>
        <translation>查看这些影像…</translation>
    </message>
    <message>
        <source>Add means of repeats</source>
        <translation>加入重复扫描的平均影像</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>重复扫描</translation>
    </message>
</context>
<context>
    <name>PlanPixelReader</name>
    <message>
        <source>None of the images that were looked at can be read.</source>
        <translation>查看过的影像均无法读取。</translation>
    </message>
</context>
<context>
    <name>PlanRepeats</name>
    <message>
        <source>Limpid is looking for images that repeat each other.</source>
        <translation>Limpid 正在查找互为重复扫描的影像。</translation>
    </message>
    <message>
        <source>No noise was measured by repeats, so there are no repeats to take means of.</source>
        <translation>没有影像的噪声由重复扫描测得，因此没有可取平均的重复扫描。</translation>
    </message>
    <message>
        <source>The repeats of these images are left out or of another kind, so there is no mean to take.</source>
        <translation>这些影像的重复扫描已被排除或属于其他类型，因此无法取平均。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) repeat each other.</source>
        <translation>
            <numerusform>%Ln 幅影像互为重复扫描。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their means are %Ln more image(s) with about %1 % of the noise.</source>
        <translation>
            <numerusform>其平均影像另增 %Ln 幅，噪声约为原来的 %1%。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Their means would be %Ln more image(s) with about %1 % of the noise.</source>
        <translation>
            <numerusform>取其平均可另增 %Ln 幅影像，噪声约为原来的 %1%。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanViewModel</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1和%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>None teaches %1.</source>
        <translation>没有影像可教授%1。</translation>
    </message>
    <message>
        <source>All %1 teach %2.</source>
        <translation>全部 %1 可教授%2。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln 层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 teach %2.</source>
        <translation>%1 可教授%2。</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>organs</source>
        <translation>器官</translation>
    </message>
    <message>
        <source>edges</source>
        <translation>边缘</translation>
    </message>
    <message>
        <source>fine detail</source>
        <translation>精细结构</translation>
    </message>
    <message>
        <source>texture</source>
        <translation>纹理</translation>
    </message>
    <message>
        <source>No image teaches fine detail: results will be soft.</source>
        <translation>没有影像可教授精细结构：结果会偏模糊。</translation>
    </message>
    <message>
        <source>Fine detail comes from %1 of %2.</source>
        <translation>精细结构来自 %2 中的 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were scanned on %1.</source>
        <translation>
            <numerusform>其中 %Ln 名在 %1 上扫描。</numerusform>
        </translation>
    </message>
    <message>
        <source>If the noise were really a third larger than measured, results keep a little grain; a third smaller, they come out slightly too smooth.</source>
        <translation>若实际噪声比测得值高三分之一，结果会残留少许颗粒；若低三分之一，结果会略显平滑。</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>一分钟</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>where that isn&apos;t known (%1)</source>
        <translation>未知的（%1）</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>of patients of %1</source>
        <translation>%1的患者</translation>
    </message>
    <message>
        <source>made with %1</source>
        <translation>由 %1 扫描</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自%1</translation>
    </message>
    <message>
        <source>Fine detail is taught by %1, %2 of them %3. Synthetic images will look like these.</source>
        <translation>精细结构由 %1 教授，其中 %2 %3。合成影像会与之相似。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>Used without care, the noise would leave about %1 %2 of grain in the results; Limpid expects less.</source>
        <translation>若不加处理，噪声会在结果中留下约 %1 %2 的颗粒；Limpid 预期会更少。</translation>
    </message>
    <message>
        <source>No image teaches below %1 %2: the cleanest you have set that floor.</source>
        <translation>没有影像可教授低于 %1 %2 的细节：您最清晰的影像决定了这一下限。</translation>
    </message>
    <message>
        <source>About %1, a guess; it is being measured on this computer.</source>
        <translation>大约 %1（推测）；正在本机测量。</translation>
    </message>
    <message>
        <source>About %1, a guess.</source>
        <translation>大约 %1（推测）。</translation>
    </message>
    <message>
        <source>this processor</source>
        <translation>本机处理器</translation>
    </message>
    <message>
        <source>the graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>About %1 on %2.</source>
        <translation>在%2上大约 %1。</translation>
    </message>
    <message>
        <source>About %1 on %2, %3 of memory.</source>
        <translation>在%2上大约 %1，内存 %3。</translation>
    </message>
    <message>
        <source>One pixel is %1 mm: findings under %2 mm can&apos;t appear.</source>
        <translation>一个像素为 %1 mm：小于 %2 mm 的病变无法出现。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s) without known noise can&apos;t be used.</source>
        <translation>
            <numerusform>%Ln 层因噪声未知而无法使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is a small set: samples may come close to copies of training images.</source>
        <translation>数据集较小：样本可能近似于训练影像的复制。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>women</source>
        <translation>女性</translation>
    </message>
    <message>
        <source>men</source>
        <translation>男性</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 岁</translation>
    </message>
    <message>
        <source>site %1</source>
        <translation>地点 %1</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Kernel or sequence</source>
        <translation>卷积核或序列</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Looking at the intensities of some images…</source>
        <translation>正在查看部分影像的强度…</translation>
    </message>
    <message>
        <source>Preparing the images…</source>
        <translation>正在准备影像…</translation>
    </message>
    <message>
        <source>Stopped. Nothing was started.</source>
        <translation>已停止。没有开始任何训练。</translation>
    </message>
</context>
<context>
    <name>PlaneViews</name>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>%1
%2 / %3</source>
        <translation>%1
%2 / %3</translation>
    </message>
</context>
<context>
    <name>ProjectViewModel</name>
    <message>
        <source>Limpid project</source>
        <translation>Limpid 项目</translation>
    </message>
    <message>
        <source>Limpid project %1</source>
        <translation>Limpid 项目 %1</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Say how good each image is. Limpid measures noise; you rate what it can&apos;t measure.</source>
        <translation>说明每幅影像的质量。Limpid 测量噪声；无法测量的由您评分。</translation>
    </message>
    <message>
        <source>Continue to plan</source>
        <translation>继续制定计划</translation>
    </message>
    <message>
        <source>Measure noise</source>
        <translation>测量噪声</translation>
    </message>
    <message>
        <source>Import ratings…</source>
        <translation>导入评分…</translation>
    </message>
    <message>
        <source>Import ratings</source>
        <translation>导入评分</translation>
    </message>
    <message>
        <source>Raters</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>Match ratings</source>
        <translation>匹配评分</translation>
    </message>
    <message>
        <source>Kind of noise</source>
        <translation>噪声类型</translation>
    </message>
    <message>
        <source>No images yet. Choose them on Studies.</source>
        <translation>尚无影像。请在“检查”页选择。</translation>
    </message>
    <message>
        <source>Rows that were not used</source>
        <translation>未使用的行</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Noise isn&apos;t measured yet.</source>
        <translation>尚未测量噪声。</translation>
    </message>
    <message>
        <source>Choose images on Studies first.</source>
        <translation>请先在“检查”页选择影像。</translation>
    </message>
    <message>
        <source>Measure noise…</source>
        <translation>测量噪声…</translation>
    </message>
    <message>
        <source>Ratings (*.csv *.tsv *.json *.dcm)</source>
        <translation>评分 (*.csv *.tsv *.json *.dcm)</translation>
    </message>
</context>
<context>
    <name>QualitySheet</name>
    <message>
        <source>Noise isn&apos;t measured yet.</source>
        <translation>尚未测量噪声。</translation>
    </message>
    <message>
        <source>Images and their quality</source>
        <translation>影像及其质量</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Contact sheet of the images</source>
        <translation>影像总览</translation>
    </message>
    <message>
        <source>Quality of the images</source>
        <translation>影像的质量</translation>
    </message>
    <message>
        <source>Open in the viewer</source>
        <translation>在阅片窗口打开</translation>
    </message>
    <message>
        <source>Leave out of data sets</source>
        <translation>不进入数据集</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>重新使用</translation>
    </message>
    <message>
        <source>Open all stacks</source>
        <translation>展开全部堆栈</translation>
    </message>
    <message>
        <source>Close all stacks</source>
        <translation>收起全部堆栈</translation>
    </message>
    <message>
        <source>Nothing is rated yet.</source>
        <translation>尚无评分。</translation>
    </message>
</context>
<context>
    <name>QualityTools</name>
    <message>
        <source>Components…</source>
        <translation>质量项目…</translation>
    </message>
    <message>
        <source>Names, scales, words and what each is used for</source>
        <translation>名称、标尺、用词以及各自用途</translation>
    </message>
    <message>
        <source>Noise estimators…</source>
        <translation>噪声估计方法…</translation>
    </message>
    <message>
        <source>Plugins, their parameters, on and off</source>
        <translation>插件及其参数，启用与关闭</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Who changed what, and when</source>
        <translation>谁在何时更改了什么</translation>
    </message>
    <message>
        <source>Export ratings…</source>
        <translation>导出评分…</translation>
    </message>
    <message>
        <source>CSV, TSV, JSON, or DICOM reports without the patients&apos; identity</source>
        <translation>CSV、TSV、JSON，或不含患者身份的 DICOM 报告</translation>
    </message>
    <message>
        <source>Export ratings</source>
        <translation>导出评分</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Table, tabs (*.tsv)</source>
        <translation>制表符表格 (*.tsv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>DICOM structured reports (*.dcm)</source>
        <translation>DICOM 结构化报告 (*.dcm)</translation>
    </message>
</context>
<context>
    <name>QualityViewModel</name>
    <message>
        <source>Noise isn&apos;t measured yet in any of %1.</source>
        <translation>%1 的噪声均未测量。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln 层</numerusform>
        </translation>
    </message>
    <message>
        <source>Noise is known for %1 of %2 (median %3 %5, cleanest tenth below %4 %5).</source>
        <translation>%2中有 %1 层的噪声已知（中位数 %3 %5，最清晰的十分之一低于 %4 %5）。</translation>
    </message>
    <message>
        <source>Reading the table…</source>
        <translation>正在读取表格…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of the table were used.</source>
        <translation>
            <numerusform>使用了表格的 %Ln 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Rated by %1.</source>
        <translation>由 %1 评分。</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>%1 of %2 were not used. %3</source>
        <translation>%2 中有 %1 未使用。%3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Measuring noise…</source>
        <translation>正在测量噪声…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lose %1</source>
        <translation>
            <numerusform>%Ln 个失去%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are</source>
        <translation>
            <numerusform>%Ln 个保持不变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keep their own.</source>
        <translation>
            <numerusform>%Ln 个保留自己的值。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of ratings are in %1.</source>
        <translation>
            <numerusform>%Ln 行评分已写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>已评</translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Rater without a name</source>
        <translation>未命名的评分者</translation>
    </message>
    <message>
        <source>Rated by nobody</source>
        <translation>无人评分</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) could not be measured. %1</source>
        <translation>
            <numerusform>%Ln 幅影像无法测量。%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unrated</source>
        <translation>
            <numerusform>%Ln 幅原未评</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln from %1</source>
        <translation>
            <numerusform>%Ln 幅原为“%1”</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) to %1: %2.</source>
        <translation>
            <numerusform>%Ln 幅影像改为“%1”：%2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s): %1.</source>
        <translation>
            <numerusform>%Ln 幅影像：%1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QualityViewer</name>
    <message>
        <source>Selected image</source>
        <translation>所选影像</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Paint regional risk</source>
        <translation>绘制局部风险</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play the series</source>
        <translation>播放序列</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Slices a second</source>
        <translation>每秒层数</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /秒</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Image beside it</source>
        <translation>并列影像</translation>
    </message>
    <message>
        <source>Three planes</source>
        <translation>三平面</translation>
    </message>
    <message>
        <source>Values of the image and the window over them</source>
        <translation>影像数值及其上的窗</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Slice %1 / %2</source>
        <translation>第 %1 / %2 层</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Reading the series…</source>
        <translation>正在读取序列…</translation>
    </message>
    <message>
        <source>Local noise</source>
        <translation>局部噪声</translation>
    </message>
    <message>
        <source>Import a map</source>
        <translation>导入风险图</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Volumes (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd)</source>
        <translation>容积 (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd)</translation>
    </message>
    <message>
        <source>DICOM (*.dcm)</source>
        <translation>DICOM (*.dcm)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.tif *.tiff)</source>
        <translation>图片 (*.png *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written.</source>
        <translation>%1 无法写入。</translation>
    </message>
    <message>
        <source>What the viewer can do</source>
        <translation>阅片窗口的功能</translation>
    </message>
    <message>
        <source>Click an image to see it here.</source>
        <translation>点击一幅图像即可在此查看。</translation>
    </message>
</context>
<context>
    <name>RatersDialog</name>
    <message>
        <source>Raters</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>Who is rating</source>
        <translation>谁在评分</translation>
    </message>
    <message>
        <source>A name or a pseudonym. It is stored with every value that is set here.</source>
        <translation>姓名或化名。会与在此设置的每个值一同保存。</translation>
    </message>
    <message>
        <source>Blinded</source>
        <translation>盲法</translation>
    </message>
    <message>
        <source>Nobody sees what others said before having finished.</source>
        <translation>完成之前，谁也看不到他人的评分。</translation>
    </message>
    <message>
        <source>I have finished</source>
        <translation>我已完成</translation>
    </message>
    <message>
        <source>You have rated all that you want to rate, and may see the others.</source>
        <translation>您已评完想评的全部内容，可以查看他人的评分。</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>How well pairs of raters agree</source>
        <translation>各对评分者的一致程度</translation>
    </message>
    <message>
        <source>In common</source>
        <translation>共同评分</translation>
    </message>
    <message>
        <source>Weighted κ (95 % interval)</source>
        <translation>加权 κ（95 % 区间）</translation>
    </message>
    <message>
        <source>Agreement of all</source>
        <translation>总体一致性</translation>
    </message>
    <message>
        <source>What follows from it</source>
        <translation>由此可知</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>分歧之处</translation>
    </message>
    <message>
        <source>Where raters differ, the largest first</source>
        <translation>评分者的分歧，最大者在前</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>How many are left</source>
        <translation>剩余数量</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>This value wins over all raters&apos;. It is marked as decided, with your name; undo takes it back.</source>
        <translation>此值优先于所有评分者的值，会标为裁定并记录您的姓名；可撤销。</translation>
    </message>
    <message>
        <source>Export audit trail…</source>
        <translation>导出审计记录…</translation>
    </message>
    <message>
        <source>Export audit trail</source>
        <translation>导出审计记录</translation>
    </message>
    <message>
        <source>Who set what and when, and how long they looked, as CSV.</source>
        <translation>谁在何时设置了什么，以及看了多久，存为 CSV。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>Nothing to decide.</source>
        <translation>没有需要裁定的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln left to decide</source>
        <translation>
            <numerusform>剩余 %Ln 个待裁定</numerusform>
        </translation>
    </message>
    <message>
        <source>no decision</source>
        <translation>不裁定</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>RatersViewModel</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>not defined</source>
        <translation>无法定义</translation>
    </message>
    <message>
        <source>All together: ICC %1 over %2 rated by all.</source>
        <translation>总体：ICC %1，共 %2 个由所有人评分。</translation>
    </message>
    <message>
        <source>You are blinded: what others said is shown once you have finished.</source>
        <translation>您处于盲法状态：完成之后才显示他人的评分。</translation>
    </message>
    <message>
        <source>Nobody else has rated this.</source>
        <translation>还没有其他人评过此项。</translation>
    </message>
    <message>
        <source>Raters agree (%1 %2). The median of their values counts.</source>
        <translation>评分者一致（%1 %2）。采用其中位数。</translation>
    </message>
    <message>
        <source>Raters agree weakly (%1 %2). Limits use the more cautious rater.</source>
        <translation>评分者一致性弱（%1 %2）。界限采用较谨慎的评分者。</translation>
    </message>
    <message>
        <source>Raters share fewer than %1 ratings, so how well they agree isn&apos;t known. Limits use the more cautious rater.</source>
        <translation>评分者共同评分少于 %1 个，一致程度未知。界限采用较谨慎的评分者。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries written to %1.</source>
        <translation>
            <numerusform>%Ln 条记录已写入 %1。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RatingEditor</name>
    <message>
        <source>from a region</source>
        <translation>来自区域</translation>
    </message>
    <message>
        <source>%1, not reviewed</source>
        <translation>%1，未审核</translation>
    </message>
    <message>
        <source>from series</source>
        <translation>来自序列</translation>
    </message>
    <message>
        <source>from study</source>
        <translation>来自检查</translation>
    </message>
    <message>
        <source>from a table</source>
        <translation>来自表格</translation>
    </message>
    <message>
        <source>from a report</source>
        <translation>来自报告</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>由 %1</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1，由 %2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>several values</source>
        <translation>多个值</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>RatingPanel</name>
    <message>
        <source>Selection</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>Click an image, then press 0–4 to rate it.</source>
        <translation>点击一幅影像，然后按 0–4 评分。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) selected</source>
        <translation>
            <numerusform>已选 %Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>What this component does</source>
        <translation>此项目的作用</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将会改变什么</translation>
    </message>
    <message>
        <source>Drop (Esc)</source>
        <translation>放弃 (Esc)</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>不作更改</translation>
    </message>
    <message>
        <source>Store (Space)</source>
        <translation>保存（空格）</translation>
    </message>
    <message>
        <source>Store the change</source>
        <translation>保存更改</translation>
    </message>
    <message>
        <source>How sure you are</source>
        <translation>您的把握程度</translation>
    </message>
    <message>
        <source>How sure?</source>
        <translation>有多大把握？</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>没把握</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>较有把握</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>有把握</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Comment (C)</source>
        <translation>备注 (C)</translation>
    </message>
    <message>
        <source>What values are set for</source>
        <translation>值的设置对象</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>此影像</translation>
    </message>
    <message>
        <source>Its series</source>
        <translation>其序列</translation>
    </message>
    <message>
        <source>Its study</source>
        <translation>其检查</translation>
    </message>
    <message>
        <source>Values are set for this; what is set closer to an image wins.</source>
        <translation>值设置于此；越接近影像的设置优先。</translation>
    </message>
    <message>
        <source>Copy (P)</source>
        <translation>复制 (P)</translation>
    </message>
    <message>
        <source>Copy the ratings of the previous image</source>
        <translation>复制上一幅影像的评分</translation>
    </message>
    <message>
        <source>The ratings of the previous image</source>
        <translation>上一幅影像的评分</translation>
    </message>
    <message>
        <source>Later (L)</source>
        <translation>稍后 (L)</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>已推迟</translation>
    </message>
    <message numerus="yes">
        <source>%Ln left in %1</source>
        <translation>
            <numerusform>%1还剩 %Ln 幅</numerusform>
        </translation>
    </message>
    <message>
        <source>Later (L) · %1</source>
        <translation>稍后 (L) · %1</translation>
    </message>
    <message>
        <source>Put off; Shift+L goes to what was put off.</source>
        <translation>推迟；Shift+L 转到推迟的影像。</translation>
    </message>
</context>
<context>
    <name>RatingRow</name>
    <message>
        <source>Rate %1 by keys</source>
        <translation>用按键评定%1</translation>
    </message>
    <message>
        <source>The keys rate this. Comma and full stop go to the next.</source>
        <translation>按键评定此项。逗号和句号切换到下一项。</translation>
    </message>
    <message>
        <source>Where %1 comes from</source>
        <translation>%1的来源</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Space accepts it for this image.</source>
        <translation>按空格为此影像确认。</translation>
    </message>
</context>
<context>
    <name>RegionBar</name>
    <message>
        <source>What is rated</source>
        <translation>评定的内容</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>画笔宽度</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Width of brush and eraser, in pixels</source>
        <translation>画笔和橡皮的宽度（像素）</translation>
    </message>
    <message>
        <source>What is marked</source>
        <translation>标记的内容</translation>
    </message>
    <message>
        <source>Import map…</source>
        <translation>导入风险图…</translation>
    </message>
    <message>
        <source>Import a map</source>
        <translation>导入风险图</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Take this image&apos;s map away</source>
        <translation>撤去此影像的风险图</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗</translation>
    </message>
    <message>
        <source>Left drag windows (W)</source>
        <translation>左键拖动调窗 (W)</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Left drag marks (B)</source>
        <translation>左键拖动标记 (B)</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Left drag takes marks away (E)</source>
        <translation>左键拖动擦除标记 (E)</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Clicks set corners, a double click or Enter closes, Esc gives up (G)</source>
        <translation>点击设置顶点，双击或回车闭合，Esc 放弃 (G)</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Marks all pixels between two values (T)</source>
        <translation>标记两个值之间的所有像素 (T)</translation>
    </message>
    <message>
        <source>How bad</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>from </source>
        <translation>从 </translation>
    </message>
    <message>
        <source>to </source>
        <translation>至 </translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Mark all pixels between the two values</source>
        <translation>标记两个值之间的所有像素</translation>
    </message>
    <message>
        <source>Nothing is marked on this image.</source>
        <translation>此影像上没有标记。</translation>
    </message>
    <message>
        <source>Nothing is marked.</source>
        <translation>没有标记。</translation>
    </message>
    <message>
        <source>%1 % of the image is marked.</source>
        <translation>已标记影像的 %1 %。</translation>
    </message>
</context>
<context>
    <name>RegionImport</name>
    <message>
        <source>The map can&apos;t be read: %1 can&apos;t be started.</source>
        <translation>无法读取风险图：%1 无法启动。</translation>
    </message>
    <message>
        <source>The file made the reading process end unexpectedly.</source>
        <translation>该文件使读取进程意外结束。</translation>
    </message>
    <message>
        <source>The map could not be read.</source>
        <translation>无法读取风险图。</translation>
    </message>
</context>
<context>
    <name>RegionImportDialog</name>
    <message>
        <source>Import a map</source>
        <translation>导入风险图</translation>
    </message>
    <message>
        <source>Import a map from %1</source>
        <translation>从 %1 导入风险图</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What it is a map of</source>
        <translation>此图表示的内容</translation>
    </message>
    <message>
        <source>It says only where: every pixel that isn&apos;t zero is</source>
        <translation>它只说明位置：所有非零像素为</translation>
    </message>
    <message>
        <source>The file says only where, not how bad</source>
        <translation>文件只说明位置，不说明程度</translation>
    </message>
    <message>
        <source>How bad</source>
        <translation>程度</translation>
    </message>
    <message>
        <source>The images it is laid on</source>
        <translation>要叠加的影像</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>此影像</translation>
    </message>
    <message>
        <source>All images of the series</source>
        <translation>序列的全部影像</translation>
    </message>
    <message>
        <source>It is a map of</source>
        <translation>此图表示</translation>
    </message>
    <message>
        <source>Lay it on</source>
        <translation>叠加到</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Reading the map…</source>
        <translation>正在读取风险图…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) got a map.</source>
        <translation>
            <numerusform>%Ln 幅影像得到风险图。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemaDialog</name>
    <message>
        <source>Components of the quality</source>
        <translation>质量项目</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>质量项目</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a component</source>
        <translation>添加质量项目</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>将其移除</translation>
    </message>
    <message>
        <source>Further up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Further down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>New rating</source>
        <translation>新评分</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What it is used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>measured noise: is subtracted and gates</source>
        <translation>测得的噪声：被扣除并限制使用</translation>
    </message>
    <message>
        <source>limit: gates, once it is matched by eye</source>
        <translation>界限：目视匹配后限制使用</translation>
    </message>
    <message>
        <source>nothing: a note</source>
        <translation>无：仅作备注</translation>
    </message>
    <message>
        <source>Which end is good</source>
        <translation>哪一端为好</translation>
    </message>
    <message>
        <source>low values are good</source>
        <translation>低值为好</translation>
    </message>
    <message>
        <source>high values are good</source>
        <translation>高值为好</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Good end</source>
        <translation>好的一端</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>标尺</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>添加一级</translation>
    </message>
    <message>
        <source>Remove the step</source>
        <translation>移除此级</translation>
    </message>
    <message>
        <source>Steps of the scale</source>
        <translation>标尺的各级</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>用词</translation>
    </message>
    <message>
        <source>Where rated values go</source>
        <translation>已评值的去向</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>已评</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Become</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将会改变什么</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>不作更改</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Nothing that is rated changes.</source>
        <translation>已评的值都不改变。</translation>
    </message>
    <message>
        <source>What %1 becomes</source>
        <translation>%1变成什么</translation>
    </message>
    <message>
        <source>unrated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>It is measured as a number: there are no steps.</source>
        <translation>此项以数值测量，没有分级。</translation>
    </message>
</context>
<context>
    <name>SchemaEditor</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>slight</source>
        <translation>轻微</translation>
    </message>
    <message>
        <source>moderate</source>
        <translation>中度</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>明显</translation>
    </message>
    <message>
        <source>severe</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>A component has no name.</source>
        <translation>有质量项目没有名称。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 become %2</source>
        <translation>
            <numerusform>%Ln 个%1变为%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln %1 become unrated</source>
        <translation>
            <numerusform>%Ln 个%1变为未评</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) are taken away</source>
        <translation>
            <numerusform>撤去 %Ln 个值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>its good end turns round for %Ln value(s)</source>
        <translation>
            <numerusform>%Ln 个值的好坏方向颠倒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es) by eye are lost</source>
        <translation>
            <numerusform>%Ln 个目视匹配将丢失</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>没有改变。</translation>
    </message>
    <message>
        <source>Looking what the change does…</source>
        <translation>正在查看更改的影响…</translation>
    </message>
</context>
<context>
    <name>SheetBar</name>
    <message>
        <source>Images shown</source>
        <translation>显示的影像</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>As scanned</source>
        <translation>按扫描顺序</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>最差在前</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>最好在前</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>By series</source>
        <translation>按序列</translation>
    </message>
    <message>
        <source>By patient</source>
        <translation>按患者</translation>
    </message>
    <message>
        <source>By study</source>
        <translation>按检查</translation>
    </message>
    <message>
        <source>By rater</source>
        <translation>按评分者</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>Single images</source>
        <translation>单幅影像</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>筛选…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Search patient, series, study</source>
        <translation>搜索患者、序列、检查</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Size of the thumbnails (Ctrl and the wheel)</source>
        <translation>缩略图大小（Ctrl 加滚轮）</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Colour: risk</source>
        <translation>着色：风险</translation>
    </message>
    <message>
        <source>Colour: %1</source>
        <translation>着色：%1</translation>
    </message>
    <message>
        <source>Filter (%1)…</source>
        <translation>筛选（%1）…</translation>
    </message>
    <message>
        <source>Take the filter away: %1</source>
        <translation>取消筛选：%1</translation>
    </message>
</context>
<context>
    <name>SheetFilterPanel</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Limited by</source>
        <translation>受限于</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Rated by</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Take all filters away</source>
        <translation>取消所有筛选</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>所有影像</translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>已评</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Anything</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>All series</source>
        <translation>所有序列</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最好</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>最差</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>最高</translation>
    </message>
</context>
<context>
    <name>SheetViewModel</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 至 %3</translation>
    </message>
    <message>
        <source>%1: %2 or worse</source>
        <translation>%1：%2 或更差</translation>
    </message>
    <message>
        <source>%1: %2 or better</source>
        <translation>%1：%2 或更好</translation>
    </message>
    <message>
        <source>Limited by %1</source>
        <translation>受限于%1</translation>
    </message>
    <message>
        <source>Rated by %1</source>
        <translation>由 %1 评分</translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation>未评</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>已评</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未采用</translation>
    </message>
</context>
<context>
    <name>StatusSentence</name>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>StudiesPage</name>
    <message>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Bring in the images and choose what the model should learn to make.</source>
        <translation>导入影像，并选择模型应学会生成什么。</translation>
    </message>
    <message>
        <source>Use these images</source>
        <translation>使用这些影像</translation>
    </message>
    <message>
        <source>Run with suggested settings</source>
        <translation>按建议设置运行</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Search patients, series, modality</source>
        <translation>搜索患者、序列、模态</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Show identity</source>
        <translation>显示身份</translation>
    </message>
    <message>
        <source>Show names and numbers of patients</source>
        <translation>显示患者姓名和编号</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Open the demonstration</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Patients, studies and series</source>
        <translation>患者、检查和序列</translation>
    </message>
    <message>
        <source>What should the model learn to make?</source>
        <translation>模型应学会生成什么？</translation>
    </message>
    <message>
        <source>Image kinds</source>
        <translation>影像类型</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Images left out</source>
        <translation>未采用的影像</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>Add a folder of scans</source>
        <translation>添加扫描文件夹</translation>
    </message>
    <message>
        <source>The scan is still going on.</source>
        <translation>扫描仍在进行。</translation>
    </message>
    <message>
        <source>Choose at least one image kind.</source>
        <translation>请至少选择一种影像类型。</translation>
    </message>
    <message>
        <source>Measures noise, trains for ten minutes, generates and checks. You can stop it at any time.</source>
        <translation>测量噪声，训练十分钟，生成并检查。您可以随时停止。</translation>
    </message>
    <message>
        <source>%1 of %2 in %3</source>
        <translation>%2，%3，共 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln series</source>
        <translation>
            <numerusform>%Ln 个序列</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>未采用：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln 条警告</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>From an archive (PACS)…</source>
        <translation>从影像归档（PACS）…</translation>
    </message>
    <message>
        <source>Fetch images from an archive (PACS)</source>
        <translation>从影像归档（PACS）获取影像</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Drop a folder of scans here: DICOM, NIfTI, NRRD, MetaImage, TIFF, PNG or JPEG. Limpid asks where to keep the project, a folder with your library, ratings, trainings and results. Nothing is copied or sent anywhere.</source>
        <translation>把扫描文件夹拖到这里：DICOM、NIfTI、NRRD、MetaImage、TIFF、PNG 或 JPEG。Limpid 会询问项目保存在何处；项目是一个文件夹，存放您的图像库、评分、训练和结果。不会复制任何内容，也不会发送到任何地方。</translation>
    </message>
    <message>
        <source>Drop a folder of scans here. Limpid reads DICOM, NIfTI, NRRD, MetaImage, TIFF, PNG and JPEG. Nothing is copied or sent anywhere.</source>
        <translation>把扫描文件夹拖到这里。Limpid 可读取 DICOM、NIfTI、NRRD、MetaImage、TIFF、PNG 和 JPEG。不会复制任何内容，也不会发送到任何地方。</translation>
    </message>
    <message>
        <source>Make or open a project first.</source>
        <translation>请先新建或打开一个项目。</translation>
    </message>
</context>
<context>
    <name>StudiesViewModel</name>
    <message>
        <source>Looking for images…</source>
        <translation>正在查找影像…</translation>
    </message>
    <message>
        <source>%1 of %2.</source>
        <translation>%2的 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
    <message>
        <source>The largest group, %1, has %2.</source>
        <translation>最大的一组为 %1，有 %2 层。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) left out: %1.</source>
        <translation>
            <numerusform>未采用 %Ln 幅影像：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 could not be read.</source>
        <translation>%2 中有 %1 无法读取。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 series are shown. Type more to narrow the search.</source>
        <translation>显示前 %1 个序列。请输入更多内容以缩小范围。</translation>
    </message>
</context>
<context>
    <name>StudyTreeModel</name>
    <message>
        <source>Series %1</source>
        <translation>序列 %1</translation>
    </message>
    <message>
        <source>Study %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>Patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slice(s)</source>
        <translation>
            <numerusform>%Ln 层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 × %3 · %4</source>
        <translation>%1 · %2 × %3 · %4</translation>
    </message>
</context>
<context>
    <name>TableImportDialog</name>
    <message>
        <source>Import ratings</source>
        <translation>导入评分</translation>
    </message>
    <message>
        <source>Import ratings from %1</source>
        <translation>从 %1 导入评分</translation>
    </message>
    <message>
        <source>Column that names the image</source>
        <translation>指明影像的列</translation>
    </message>
    <message>
        <source>A UID, or a path or file name, whole or only its end.</source>
        <translation>UID，或路径、文件名，可为完整或仅末尾部分。</translation>
    </message>
    <message>
        <source>What a row describes</source>
        <translation>一行描述的对象</translation>
    </message>
    <message>
        <source>one image</source>
        <translation>一幅影像</translation>
    </message>
    <message>
        <source>a series</source>
        <translation>一个序列</translation>
    </message>
    <message>
        <source>a study</source>
        <translation>一个检查</translation>
    </message>
    <message>
        <source>The image is named by</source>
        <translation>影像由此列指明</translation>
    </message>
    <message>
        <source>A row describes</source>
        <translation>一行描述</translation>
    </message>
    <message>
        <source>First rows of the table</source>
        <translation>表格的前几行</translation>
    </message>
    <message>
        <source>What would come of it</source>
        <translation>导入后的结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import nothing</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>What the column %1 means</source>
        <translation>列“%1”的含义</translation>
    </message>
    <message>
        <source>Empty cells and n/a stay unrated.</source>
        <translation>空单元格和 n/a 仍为未评。</translation>
    </message>
    <message>
        <source>Low numbers are good</source>
        <translation>低分为好</translation>
    </message>
    <message>
        <source>High numbers are good</source>
        <translation>高分为好</translation>
    </message>
    <message>
        <source>Which end of %1 is good?</source>
        <translation>%1的哪一端为好？</translation>
    </message>
    <message>
        <source>Words for the steps of %1</source>
        <translation>%1各级的用词</translation>
    </message>
    <message>
        <source>Words for its steps, lowest first: none, moderate, severe (optional)</source>
        <translation>各级用词，从低到高：无、中度、严重（可不填）</translation>
    </message>
    <message>
        <source>These, rated %1, are good</source>
        <translation>评为 %1 的这些影像为好</translation>
    </message>
    <message>
        <source>Rows that can&apos;t be used</source>
        <translation>不能使用的行</translation>
    </message>
</context>
<context>
    <name>TableImportViewModel</name>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>a new rating of that name</source>
        <translation>以此命名的新评分</translation>
    </message>
    <message>
        <source>a new rating: %1</source>
        <translation>新评分：%1</translation>
    </message>
    <message>
        <source>Say what %1 rated.</source>
        <translation>请说明 %1 评的是什么。</translation>
    </message>
    <message>
        <source>who rated</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>read as named</source>
        <translation>按列名读取</translation>
    </message>
    <message>
        <source>Rated by %1.</source>
        <translation>由 %1 评分。</translation>
    </message>
    <message>
        <source>Looking for the images…</source>
        <translation>正在查找影像…</translation>
    </message>
    <message>
        <source>%1 of %2 can be used.</source>
        <translation>%2 中有 %1 可用。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>The first that can&apos;t, row %1: %2.</source>
        <translation>第一个不可用的是第 %1 行：%2。</translation>
    </message>
    <message>
        <source>The table is being read.</source>
        <translation>正在读取表格。</translation>
    </message>
    <message>
        <source>Say which column names the image.</source>
        <translation>请指明哪一列标识影像。</translation>
    </message>
    <message>
        <source>Say what at least one column means.</source>
        <translation>请至少说明一列的含义。</translation>
    </message>
    <message>
        <source>Say which end of %1 is good.</source>
        <translation>请说明%1的哪一端为好。</translation>
    </message>
    <message>
        <source>No row finds its image.</source>
        <translation>没有任何一行能找到其影像。</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>names the image</source>
        <translation>指明影像</translation>
    </message>
</context>
<context>
    <name>TeachingTable</name>
    <message>
        <source>Who teaches fine detail</source>
        <translation>谁教授精细结构</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>精细</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Share of all images</source>
        <translation>占全部影像的比例</translation>
    </message>
    <message>
        <source>Share of the images that teach fine detail</source>
        <translation>占可教授精细结构影像的比例</translation>
    </message>
    <message>
        <source>Standardised difference of the two shares; above 0.25 the groups are out of balance</source>
        <translation>两个比例的标准化差异；大于 0.25 表示各组失衡</translation>
    </message>
    <message>
        <source>%1 of %2, of which %3 of %4 teach fine detail</source>
        <translation>%2 中的 %1；可教授精细结构的 %4 中的 %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 幅影像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Open the demonstration</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>无项目</translation>
    </message>
    <message>
        <source>You have nothing to undo.</source>
        <translation>您没有可撤销的操作。</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>You have nothing to redo.</source>
        <translation>您没有可重做的操作。</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Watch the model learn; stop when it is good enough.</source>
        <translation>观察模型学习；足够好时停止。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>暂停或继续</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>停止…</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Open run…</source>
        <translation>打开运行…</translation>
    </message>
    <message>
        <source>Open a run folder</source>
        <translation>打开运行文件夹</translation>
    </message>
    <message>
        <source>Nothing is training. Start from Plan, or open a run folder from a cluster.</source>
        <translation>没有正在进行的训练。请从“计划”页开始，或打开来自集群的运行文件夹。</translation>
    </message>
    <message>
        <source>Go to Plan</source>
        <translation>转到计划</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>The first previews come after a few steps.</source>
        <translation>数步之后出现第一批预览。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The loss is drawn as soon as training has begun.</source>
        <translation>训练开始后即绘制损失。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Real images to compare with</source>
        <translation>用于比较的真实影像</translation>
    </message>
    <message>
        <source>Shown once the data set is read.</source>
        <translation>读取数据集后显示。</translation>
    </message>
    <message>
        <source>Stop now? The last safe point is kept; training can be continued from there.</source>
        <translation>现在停止？最后的安全点会保留，可从那里继续训练。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Finish now</source>
        <translation>立即完成</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Generate and check</source>
        <translation>生成并检查</translation>
    </message>
    <message>
        <source>The engine is at work.</source>
        <translation>引擎正在工作。</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>noisy</source>
        <translation>含噪</translation>
    </message>
    <message>
        <source>Each batch</source>
        <translation>每批</translation>
    </message>
    <message>
        <source>Kept aside</source>
        <translation>留存影像</translation>
    </message>
</context>
<context>
    <name>TrainViewModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation>引擎正在启动…</translation>
    </message>
    <message>
        <source>This training hasn&apos;t begun. Press Continue to start it.</source>
        <translation>训练尚未开始。按“继续”启动。</translation>
    </message>
    <message>
        <source>The engine ended before it began; %1 says why.</source>
        <translation>引擎尚未开始就已结束；原因见 %1。</translation>
    </message>
    <message>
        <source>Saving what was learnt…</source>
        <translation>正在保存已学到的内容…</translation>
    </message>
    <message>
        <source>You may close the window; training goes on.</source>
        <translation>您可以关闭窗口；训练会继续。</translation>
    </message>
    <message>
        <source>Paused at step %1. Nothing is lost.</source>
        <translation>在第 %1 步暂停。没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Training stands at step %1 of %2, nothing is lost. Press Continue to go on.</source>
        <translation>训练停在第 %1 步，共 %2 步，没有丢失任何内容。按“继续”接着训练。</translation>
    </message>
    <message>
        <source>Training is done: %1 of %2.</source>
        <translation>训练完成：%1（共 %2）。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s)</source>
        <translation>
            <numerusform>%Ln 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>%1 images/s</source>
        <translation>%1 幅/秒</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
</context>
<context>
    <name>VerbProcess</name>
    <message>
        <source>%1 can&apos;t be started.</source>
        <translation>%1 无法启动。</translation>
    </message>
</context>
<context>
    <name>ViewerActions</name>
    <message>
        <source>Window</source>
        <translation>窗</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Reset window and zoom</source>
        <translation>重置窗与缩放</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>方位</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>标尺</translation>
    </message>
    <message>
        <source>Patient&apos;s identity</source>
        <translation>患者身份</translation>
    </message>
    <message>
        <source>Local noise</source>
        <translation>局部噪声</translation>
    </message>
    <message>
        <source>Regional risk</source>
        <translation>局部风险</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Three planes</source>
        <translation>三平面</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>One image</source>
        <translation>一幅影像</translation>
    </message>
    <message>
        <source>Beside the slice before</source>
        <translation>与上一层并列</translation>
    </message>
    <message>
        <source>Beside the slice after</source>
        <translation>与下一层并列</translation>
    </message>
    <message>
        <source>Beside a repeat of the scan</source>
        <translation>与重复扫描并列</translation>
    </message>
    <message>
        <source>Beside itself at %1 px</source>
        <translation>与自身的 %1 像素版本并列</translation>
    </message>
</context>
<context>
    <name>ViewerViewModel</name>
    <message>
        <source>Looking for a repeat…</source>
        <translation>正在查找重复扫描…</translation>
    </message>
    <message>
        <source>No other image was taken at this place with this protocol.</source>
        <translation>没有以此方案在此位置采集的其他影像。</translation>
    </message>
    <message>
        <source>The series ends here.</source>
        <translation>序列到此为止。</translation>
    </message>
</context>
<context>
    <name>VtkWidget</name>
    <message>
        <source>This display has no OpenGL 3.2: nothing can be drawn here.</source>
        <translation>此显示不支持 OpenGL 3.2：无法在此绘制。</translation>
    </message>
</context>
<context>
    <name>WatchedApplication</name>
    <message>
        <source>%1 of %2 events took longer than %3 ms.</source>
        <translation>%2 个事件中有 %1 个超过 %3 毫秒。</translation>
    </message>
    <message>
        <source>%1 ms (%2 ms of the processor): %3 for %4</source>
        <translation>%1 毫秒（处理器 %2 毫秒）：%3，对象 %4</translation>
    </message>
</context>
<context>
    <name>WorkerClient</name>
    <message>
        <source>Previews can&apos;t be made: %1 can&apos;t be started.</source>
        <translation>无法生成预览：%1 无法启动。</translation>
    </message>
    <message>
        <source>The file made the reading process end unexpectedly.</source>
        <translation>该文件使读取进程意外结束。</translation>
    </message>
</context>
<context>
    <name>limpid::main_window::ResearchNotice</name>
    <message>
        <source>Limpid</source>
        <translation>Limpid</translation>
    </message>
    <message>
        <source>Limpid is for research. It must not be used for diagnosis. Images stay on this computer unless you send them.</source>
        <translation>Limpid 仅供研究，不得用于诊断。除非您发送，影像不会离开本机。</translation>
    </message>
    <message>
        <source>I understand</source>
        <translation>我明白</translation>
    </message>
</context>
<context>
    <name>limpid::pages::ContactSheet</name>
    <message>
        <source>left out</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>later · %1</source>
        <translation>稍后 · %1</translation>
    </message>
</context>
<context>
    <name>limpid::rendering::Badge</name>
    <message>
        <source>REAL</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>SYNTHETIC</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>RESTORED</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>RESEARCH</source>
        <translation>研究用</translation>
    </message>
</context>
<context>
    <name>limpid::rendering::ViewMarks</name>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>limpid::rendering::WindowPreset</name>
    <message>
        <source>Soft tissue</source>
        <translation>软组织</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>脑</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>纵隔</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>肝</translation>
    </message>
    <message>
        <source>As the header says</source>
        <translation>按文件头</translation>
    </message>
    <message>
        <source>Fitted to the image</source>
        <translation>适合影像</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>全部范围</translation>
    </message>
</context>
<context>
    <name>limpid::viewmodels::Verdict</name>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Clean</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>Faithful</source>
        <translation>忠实</translation>
    </message>
    <message>
        <source>Varied</source>
        <translation>多样</translation>
    </message>
    <message>
        <source>New</source>
        <translation>全新</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Trains diffusion models on medical images of uneven quality. For research, not for diagnosis.</source>
        <translation>用质量不一的医学影像训练扩散模型。仅供研究，不用于诊断。</translation>
    </message>
    <message>
        <source>Folder of the project; made if missing.</source>
        <translation>项目文件夹；不存在时建立。</translation>
    </message>
    <message>
        <source>Makes and opens the demonstration.</source>
        <translation>生成并打开演示。</translation>
    </message>
    <message>
        <source>Writes a picture of every page and ends.</source>
        <translation>写出每个页面的图片后结束。</translation>
    </message>
    <message>
        <source>dark or light.</source>
        <translation>dark（深色）或 light（浅色）。</translation>
    </message>
    <message>
        <source>Language of the window: en or zh_CN.</source>
        <translation>窗口语言：en 或 zh_CN。</translation>
    </message>
    <message>
        <source>Says at the end which events held up the window.</source>
        <translation>结束时说明哪些事件使窗口停顿。</translation>
    </message>
</context>
</TS>
